//! Routes that stand for a single topic, author or story: its own address leads to them.

use crate::table::{Data, Resource, Routes, Shows};

impl Routes {
    /// The path of the route or collection that reads this one resource, unless it says `redirect: false`.
    pub fn claims(&self, resource: Resource, slug: &str) -> Option<&str> {
        let claims = |shows: &Shows| {
            shows.data.iter().any(|(_, data)| {
                matches!(data, Data::Read { resource: own, slug: read, redirect: true }
                    if *own == resource && read == slug)
            })
        };
        let routes = self.routes.iter().map(|route| &route.shows);
        let collections = self.collections.iter().map(|collection| &collection.shows);
        routes.chain(collections).find(|shows| claims(shows)).map(Shows::path)
    }
}
