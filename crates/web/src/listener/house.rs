//! Who is connected: seats in total and per address, and who must leave when the house is full.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::Arc,
    time::Duration,
};

use hyper::HeaderMap;
use parking_lot::Mutex;
use tokio::sync::Notify;

use super::{
    forwarded,
    seat::{Order, Phase, Seat},
};
use crate::limits::Limits;

/// A connection younger or busier than this is not asked to leave for a newcomer.
const GRACE: Duration = Duration::from_millis(500);

/// All connections of one listener.
#[derive(Debug)]
pub(crate) struct House {
    limits: Limits,
    rooms: Mutex<Rooms>,
    emptied: Notify,
}

#[derive(Debug, Default)]
struct Rooms {
    seated: usize,
    next: u64,
    by_address: HashMap<IpAddr, HashMap<u64, Arc<Seat>>>,
    /// Requests in flight of readers that came through a proxy.
    visits: HashMap<IpAddr, usize>,
}

/// A taken seat; dropping it frees the seat.
#[derive(Debug)]
pub(crate) struct Guest {
    house: Arc<House>,
    address: IpAddr,
    number: u64,
    /// Whether it is a trusted proxy, whose connections carry the requests of many.
    pub(crate) is_proxy: bool,
    /// What this connection is doing.
    pub(crate) seat: Arc<Seat>,
}

/// A request in flight of a reader behind a proxy; dropping it ends it.
#[derive(Debug)]
pub(crate) struct Visit {
    house: Arc<House>,
    address: IpAddr,
}

/// A reader behind a proxy has as many requests in flight as one may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooMany;

impl Drop for Visit {
    fn drop(&mut self) {
        let mut rooms = self.house.rooms.lock();
        if let Some(visits) = rooms.visits.get_mut(&self.address) {
            *visits -= 1;
            if *visits == 0 {
                rooms.visits.remove(&self.address);
            }
        }
    }
}

impl House {
    /// A house with as many seats as the limits and the system allow.
    pub(crate) fn new(mut limits: Limits) -> Arc<House> {
        limits.connections = super::descriptors::seats(limits.connections);
        Arc::new(House { limits, rooms: Mutex::default(), emptied: Notify::new() })
    }

    /// Seats a newcomer. A full address or a full house first sends away the connection that has been silent longest;
    /// when every one of them is at work, the newcomer is refused (`None`).
    pub(crate) fn admit(self: &Arc<House>, peer: IpAddr) -> Option<Guest> {
        let address = network(peer);
        let mut rooms = self.rooms.lock();
        let of_address = rooms.by_address.get(&address).map_or(0, HashMap::len);
        let is_proxy = self.limits.trusted_proxies.contains(&peer.to_canonical());
        if !is_proxy && of_address >= self.limits.connections_per_address && !rooms.make_room(address) {
            return None;
        }
        if rooms.seated >= self.limits.connections {
            let busiest = rooms.by_address.iter().max_by_key(|(_, seats)| seats.len()).map(|(ip, _)| *ip);
            if !busiest.is_some_and(|busiest| rooms.make_room(busiest)) {
                return None;
            }
        }
        let seat = Arc::new(Seat::new());
        let number = rooms.next;
        rooms.next += 1;
        rooms.seated += 1;
        rooms.by_address.entry(address).or_default().insert(number, Arc::clone(&seat));
        Some(Guest { house: Arc::clone(self), address, number, is_proxy, seat })
    }

    /// The reader behind a request of a trusted proxy, if that names one.
    pub(crate) fn reader(&self, headers: &HeaderMap) -> Option<IpAddr> {
        forwarded::reader(headers, &self.limits.trusted_proxies)
    }

    /// Counts a request of a trusted proxy for the reader behind it: one address has no more of them in flight than it could
    /// have connections of its own. Where the proxy names nobody, nobody is counted.
    pub(crate) fn visit(self: &Arc<House>, headers: &HeaderMap) -> Result<Option<Visit>, TooMany> {
        let Some(reader) = self.reader(headers) else { return Ok(None) };
        let address = network(reader);
        let mut rooms = self.rooms.lock();
        let visits = rooms.visits.entry(address).or_default();
        if *visits >= self.limits.connections_per_address {
            return Err(TooMany);
        }
        *visits += 1;
        Ok(Some(Visit { house: Arc::clone(self), address }))
    }

    /// Sends away every connection that overstayed a time limit. When three quarters of the seats are taken, silence
    /// is borne for a quarter of the usual time.
    pub(crate) fn inspect(&self) {
        let rooms = self.rooms.lock();
        let patience = if rooms.seated * 4 >= self.limits.connections * 3 { 4 } else { 1 };
        for seat in rooms.by_address.values().flat_map(HashMap::values) {
            let (phase, lasted) = seat.phase();
            let allowed = match phase {
                Phase::Waiting => self.limits.idle_time / patience,
                Phase::Head => self.limits.head_time / patience,
                Phase::Answering => self.limits.answer_time,
                Phase::Sending | Phase::Open => Duration::MAX,
            };
            // A slow reader of a long answer is in time as long as bytes move.
            let late = match seat.stalled() {
                Some(stalled) => stalled >= self.limits.stall_time,
                None => lasted >= allowed,
            };
            if late {
                seat.tell(Order::Leave);
            }
        }
    }

    /// Gives an order to everybody.
    pub(crate) fn tell_all(&self, order: Order) {
        for seat in self.rooms.lock().by_address.values().flat_map(HashMap::values) {
            seat.tell(order);
        }
    }

    /// Connections at present.
    pub(crate) fn seated(&self) -> usize {
        self.rooms.lock().seated
    }

    /// Returns when nobody is connected.
    pub(crate) async fn empty(&self) {
        loop {
            let emptied = self.emptied.notified();
            if self.seated() == 0 {
                return;
            }
            emptied.await;
        }
    }
}

impl Rooms {
    /// Orders the longest silent connection of an address to leave and gives up its seat at once.
    fn make_room(&mut self, address: IpAddr) -> bool {
        let Some(seats) = self.by_address.get_mut(&address) else { return false };
        let silent = seats
            .iter()
            .map(|(number, seat)| (*number, seat.phase()))
            .filter(|(_, (phase, lasted))| matches!(phase, Phase::Waiting | Phase::Head) && *lasted >= GRACE)
            .max_by_key(|(_, (_, lasted))| *lasted);
        let Some((number, _)) = silent else { return false };
        self.remove(address, number).is_some_and(|seat| {
            seat.tell(Order::Leave);
            true
        })
    }

    fn remove(&mut self, address: IpAddr, number: u64) -> Option<Arc<Seat>> {
        let seats = self.by_address.get_mut(&address)?;
        let seat = seats.remove(&number)?;
        if seats.is_empty() {
            self.by_address.remove(&address);
        }
        self.seated -= 1;
        Some(seat)
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let mut rooms = self.house.rooms.lock();
        rooms.remove(self.address, self.number);
        if rooms.seated == 0 {
            self.house.emptied.notify_waiters();
        }
    }
}

/// What counts as one address: an IPv4 address (mapped ones too), or the /64 network of an IPv6 one.
fn network(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & !u128::from(u64::MAX))),
        four => four,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(connections: usize, per_address: usize) -> Arc<House> {
        House::new(Limits { connections, connections_per_address: per_address, ..Limits::default() })
    }

    #[test]
    fn a_full_address_refuses_while_all_are_young_and_frees_seats_on_leaving() {
        let house = house(10, 2);
        let a: IpAddr = "192.0.2.1".parse().unwrap();
        let (one, _two) = (house.admit(a).unwrap(), house.admit(a).unwrap());
        assert!(house.admit(a).is_none());
        assert!(house.admit("192.0.2.2".parse().unwrap()).is_some());
        drop(one);
        assert!(house.admit(a).is_some());
    }

    #[test]
    fn ipv6_neighbours_share_a_network() {
        let house = house(10, 1);
        let _one = house.admit("2001:db8::1".parse().unwrap()).unwrap();
        assert!(house.admit("2001:db8::ffff".parse().unwrap()).is_none());
        assert!(house.admit("2001:db8:0:1::1".parse().unwrap()).is_some());
    }

    #[test]
    fn the_longest_silent_connection_of_the_busiest_address_leaves_first() {
        let house = house(16, 99);
        let busy: IpAddr = "192.0.2.9".parse().unwrap();
        let (first, second) = (house.admit(busy).unwrap(), house.admit(busy).unwrap());
        let others: Vec<_> =
            (1..=14).map(|n| house.admit(IpAddr::from([198, 51, 100, n])).unwrap()).collect();
        std::thread::sleep(GRACE + Duration::from_millis(50));
        first.seat.enter(Phase::Answering);
        assert!(house.admit("192.0.2.2".parse().unwrap()).is_some());
        assert_eq!([first.seat.order(), second.seat.order()], [Order::Stay, Order::Leave]);
        assert!(others.iter().all(|other| other.seat.order() == Order::Stay));
    }

    #[test]
    fn a_trusted_proxy_is_bounded_only_by_the_whole_house() {
        let proxy: IpAddr = "127.0.0.1".parse().unwrap();
        let house = House::new(Limits {
            connections: 16,
            connections_per_address: 1,
            trusted_proxies: vec![proxy],
            ..Limits::default()
        });
        let guests: Vec<_> = (0..20).map(|_| house.admit(proxy)).collect();
        assert_eq!(guests.iter().flatten().count(), 16);
    }
}
