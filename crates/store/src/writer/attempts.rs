//! Counting attempts.

use crate::{Millis, Result, Writer, rows::attempt};

impl Writer {
    /// Counts an attempt under a key, a digest. Counts that began at `over` or before begin anew. Gives how many there were, this one
    /// among them, and since when.
    pub fn count_attempt(&mut self, key: &str, now: Millis, over: Millis) -> Result<(u32, Millis)> {
        let counted = self.one(&attempt::COUNT, &[key.into(), now.into(), over.into()], |row| {
            Ok((row.count(0)?, row.int(1)?))
        })?;
        let (tries, since) = counted.unwrap_or((1, now));
        Ok((u32::try_from(tries).unwrap_or(u32::MAX), since))
    }

    /// Forgets what was counted under a key.
    pub fn forget_attempts(&mut self, key: &str) -> Result<()> {
        self.run(&attempt::FORGET, &[key.into()])?;
        Ok(())
    }

    /// Takes one attempt back.
    pub fn take_attempt_back(&mut self, key: &str) -> Result<()> {
        self.run(&attempt::TAKE_BACK, &[key.into()])?;
        Ok(())
    }

    /// Sweeps out the counts that are over, and the smallest when there are more than `most`. Gives how many are left.
    pub fn sweep_attempts(&mut self, over: Millis, most: u64) -> Result<u64> {
        self.run(&attempt::SWEEP, &[over.into()])?;
        let left = self.one(&attempt::HOW_MANY, &[], |row| row.count(0))?.unwrap_or(0);
        let many = left.saturating_sub(most);
        if many > 0 {
            self.run(&attempt::TRIM, &[i64::try_from(many).unwrap_or(i64::MAX).into()])?;
        }
        Ok(left - many)
    }
}
