//! Jobs: taken by one, done once, tried again when the taker dies.

use super::{HOUR, START, Site};
use crate::{Lane, NewJob, Result, Writer};

super::on_both! {
    a_job_is_taken_by_one
    a_lease_ends
    a_failed_job_waits_and_is_given_up
    a_job_about_the_same_takes_its_place
}

fn add(writer: &mut Writer, about: &str, due_at: i64) -> Result<()> {
    writer.add_job(START, NewJob { lane: Lane::Prompt, kind: "try", about, payload: "p", due_at })
}

fn take(site: &Site, now: i64, token: &str) -> Option<crate::Job> {
    site.write(|writer| writer.take_job(Lane::Prompt, now, now + HOUR, token))
}

fn a_job_is_taken_by_one(site: &Site) {
    site.write(|writer| add(writer, "a", START + 5).and(add(writer, "b", START + 3)));
    assert_eq!(site.store.reader().unwrap().next_job_at(Lane::Prompt).unwrap(), Some(START + 3));
    assert_eq!(take(site, START, "one"), None);
    assert_eq!(site.write(|writer| writer.take_job(Lane::Heavy, START + 9, START + 10, "one")), None);
    let b = take(site, START + 5, "one").unwrap();
    assert_eq!((&*b.about, &*b.payload), ("b", "p"));
    let a = take(site, START + 5, "two").unwrap();
    assert_eq!(&*a.about, "a");
    assert_eq!(take(site, START + 5, "three"), None);
    assert!(!site.write(|writer| writer.job_done(&a.id, "one")));
    assert!(site.write(|writer| writer.job_done(&a.id, "two")));
    assert!(site.write(|writer| writer.job_done(&b.id, "one")));
    assert_eq!(site.store.reader().unwrap().jobs(5).unwrap(), (0, Vec::new()));
}

fn a_lease_ends(site: &Site) {
    site.write(|writer| add(writer, "a", START));
    let first = take(site, START, "dies").unwrap();
    assert_eq!(take(site, START + HOUR - 1, "waits"), None);
    assert!(site.write(|writer| writer.renew_job(&first.id, "dies", START + HOUR + 10)));
    assert_eq!(take(site, START + HOUR + 9, "waits"), None);
    let second = take(site, START + HOUR + 10, "waits").unwrap();
    assert_eq!(second.attempt, 2);
    assert!(!site.write(|writer| writer.job_done(&first.id, "dies")), "too late");
    assert!(!site.write(|writer| writer.renew_job(&first.id, "dies", START)), "too late");
    assert!(site.write(|writer| writer.job_done(&second.id, "waits")));
}

fn a_failed_job_waits_and_is_given_up(site: &Site) {
    site.write(|writer| add(writer, "a", START));
    let job = take(site, START, "t").unwrap();
    site.write(|writer| writer.job_failed(&job.id, "t", Some(START + HOUR), "the disk is full"));
    assert_eq!(take(site, START + 1, "t"), None);
    let job = take(site, START + HOUR, "t").unwrap();
    site.write(|writer| writer.job_failed(&job.id, "t", None, "still full"));
    assert_eq!(take(site, START + 100 * HOUR, "t"), None);
    let (waiting, failed) = site.store.reader().unwrap().jobs(5).unwrap();
    assert_eq!((waiting, failed.len(), failed[0].due_at), (1, 1, None));
    assert_eq!(failed[0].error.as_deref(), Some("still full"));
}

fn a_job_about_the_same_takes_its_place(site: &Site) {
    site.write(|writer| add(writer, "a", START));
    let old = take(site, START, "t").unwrap();
    site.write(|writer| add(writer, "a", START + HOUR));
    assert!(!site.write(|writer| writer.job_done(&old.id, "t")), "the new one must still be done");
    assert_eq!(take(site, START + HOUR, "t").unwrap().attempt, 1);
    assert!(site.write(|writer| writer.cancel_job("try", "a")));
    assert!(!site.write(|writer| writer.cancel_job("try", "a")));
}
