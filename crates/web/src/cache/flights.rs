//! Single flight: of many requests for one missing page, one renders and the others wait for it.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use parking_lot::Mutex;
use tokio::sync::watch;

/// What is being made at present, by key.
pub(crate) struct Flights<K, V> {
    under_way: Arc<Mutex<HashMap<K, watch::Receiver<Option<V>>>>>,
}

/// A place on a flight.
pub(crate) enum Seating<K: Eq + Hash, V> {
    /// Nobody else makes it: you do, and land.
    Pilot(Pilot<K, V>),
    /// Somebody makes it.
    Passenger(Passenger<V>),
}

/// The duty to land. Dropped without landing, it sends the passengers away empty-handed.
pub(crate) struct Pilot<K: Eq + Hash, V> {
    key: K,
    sender: watch::Sender<Option<V>>,
    under_way: Arc<Mutex<HashMap<K, watch::Receiver<Option<V>>>>>,
}

/// Waits for a landing.
pub(crate) struct Passenger<V>(watch::Receiver<Option<V>>);

impl<K: Eq + Hash + Clone, V: Clone> Flights<K, V> {
    pub(crate) fn new() -> Self {
        Flights { under_way: Arc::default() }
    }

    /// Joins the flight for a key, or opens it.
    pub(crate) fn join(&self, key: &K) -> Seating<K, V> {
        let mut under_way = self.under_way.lock();
        if let Some(receiver) = under_way.get(key) {
            return Seating::Passenger(Passenger(receiver.clone()));
        }
        let (sender, receiver) = watch::channel(None);
        under_way.insert(key.clone(), receiver);
        Seating::Pilot(Pilot { key: key.clone(), sender, under_way: Arc::clone(&self.under_way) })
    }
}

impl<K: Eq + Hash, V> Pilot<K, V> {
    /// Ends the flight: whoever comes from now on opens another.
    pub(crate) fn land(self, value: V) {
        self.under_way.lock().remove(&self.key);
        self.sender.send_replace(Some(value));
    }
}

impl<K: Eq + Hash, V> Drop for Pilot<K, V> {
    fn drop(&mut self) {
        let mut under_way = self.under_way.lock();
        // After `land` the key may already be somebody else's.
        if under_way.get(&self.key).is_some_and(|receiver| receiver.same_channel(&self.sender.subscribe())) {
            under_way.remove(&self.key);
        }
    }
}

impl<V: Clone> Passenger<V> {
    /// What was made; `None` when making it came to nothing.
    pub(crate) async fn arrive(mut self) -> Option<V> {
        self.0.wait_for(Option::is_some).await.ok()?.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_makes_and_the_others_wait() {
        let flights = Flights::<&str, u32>::new();
        let Seating::Pilot(pilot) = flights.join(&"a") else { panic!("the first is the pilot") };
        let Seating::Passenger(passenger) = flights.join(&"a") else { panic!("the second is not") };
        assert!(matches!(flights.join(&"b"), Seating::Pilot(_)));
        pilot.land(7);
        assert_eq!(passenger.arrive().await, Some(7));
        assert!(matches!(flights.join(&"a"), Seating::Pilot(_)));
    }

    #[tokio::test]
    async fn a_flight_that_fails_lets_its_passengers_go() {
        let flights = Flights::<&str, u32>::new();
        let Seating::Pilot(pilot) = flights.join(&"a") else { panic!() };
        let Seating::Passenger(passenger) = flights.join(&"a") else { panic!() };
        drop(pilot);
        assert_eq!(passenger.arrive().await, None);
        assert!(matches!(flights.join(&"a"), Seating::Pilot(_)));
    }
}
