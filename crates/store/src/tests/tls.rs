//! Encrypted connections to a real server, and those that must be refused.

use std::{
    io::{Read, Write},
    net::TcpListener,
    thread,
};

use super::{Site, newsroom, postgres};
use crate::{Error, Store, Target};

/// The address of the site's database on another host name and with these options.
fn address(site: &Site, host: &str, options: &str) -> Target {
    let url = &site.database.as_ref().unwrap().url;
    Target::Postgres { url: format!("{}?{options}", url.replace("127.0.0.1", host)) }
}

fn open(site: &Site, host: &str, options: &str) -> Result<Store, Error> {
    Store::open(&address(site, host, options), site.folder.path())
}

/// How many connections of a name there are, and how many of them are encrypted.
fn connections(site: &Site, name: &str) -> (i64, i64) {
    let row = site.database.as_ref().unwrap().client().query_one(
        "SELECT COUNT(*), COUNT(*) FILTER (WHERE s.ssl) FROM pg_stat_activity a JOIN pg_stat_ssl s ON s.pid = a.pid \
         WHERE a.datname = current_database() AND a.application_name = $1",
        &[&name],
    );
    let row = row.unwrap();
    (row.get(0), row.get(1))
}

#[test]
fn what_asks_for_encryption_gets_it_on_every_connection() {
    let site = Site::postgresql();
    let authority = postgres::authority();
    let authority = authority.display();
    for (number, (host, options)) in [
        ("127.0.0.1", "sslmode=require".to_owned()),
        ("localhost", format!("sslmode=verify-full&sslrootcert={authority}")),
        ("localhost", format!("sslmode=verify-ca&sslrootcert={authority}")),
        ("localhost", format!("sslmode=require&sslrootcert={authority}")),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("case{number}");
        let store = open(&site, host, &format!("{options}&application_name={name}")).unwrap();
        store.write(|writer| newsroom(writer, number as u32 + 1)).unwrap();
        let reader = store.reader().unwrap();
        assert_eq!(reader.count_authors().unwrap(), 2, "{options}");
        let (all, encrypted) = connections(&site, &name);
        assert!(all >= 2 && all == encrypted, "{options}: {encrypted} of {all}");
    }
    let plain = open(&site, "127.0.0.1", "sslmode=disable&application_name=plain").unwrap();
    plain.reader().unwrap().count_authors().unwrap();
    assert_eq!(connections(&site, "plain").1, 0);
}

#[test]
fn a_server_that_is_not_the_right_one_is_refused() {
    let site = Site::postgresql();
    let authority = postgres::authority();
    let stranger = site.path("stranger.pem");
    std::fs::write(&stranger, STRANGER).unwrap();
    for (what, host, options) in [
        ("not signed by a public authority", "localhost", "sslmode=verify-full".to_owned()),
        ("signed by another", "localhost", format!("sslmode=verify-full&sslrootcert={}", stranger.display())),
        ("another name", "127.0.0.1", format!("sslmode=verify-full&sslrootcert={}", authority.display())),
        ("another name", "127.0.0.1", format!("sslmode=verify-ca&sslrootcert={}", authority.display())),
        ("signed by another", "localhost", format!("sslmode=require&sslrootcert={}", stranger.display())),
    ] {
        match open(&site, host, &options) {
            Err(Error::Unreachable(why)) => assert!(why.contains("certificate"), "{what}: {why}"),
            Err(other) => panic!("{what}: {other:?}"),
            Ok(_) => panic!("{what}: {options} is let in"),
        }
    }
    let nowhere = open(&site, "localhost", "sslmode=verify-full&sslrootcert=/nowhere.pem");
    assert!(matches!(nowhere, Err(Error::Invalid { field: "sslrootcert", .. })));
}

#[test]
fn a_server_without_encryption_gets_no_password_to_hear() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = [0; 8];
        stream.read_exact(&mut request).unwrap();
        stream.write_all(b"N").unwrap();
        let mut rest = Vec::new();
        stream.read_to_end(&mut rest).unwrap();
        rest
    });
    let folder = tempfile::tempdir().unwrap();
    let url = format!("postgres://me:secret@127.0.0.1:{port}/x?sslmode=require");
    let refused = Store::open(&Target::Postgres { url }, folder.path());
    assert!(matches!(refused, Err(Error::Unreachable(_))));
    assert_eq!(server.join().unwrap(), b"", "nothing was said after the refusal");
}

/// Of an authority whose key nobody has.
const STRANGER: &str = "\
-----BEGIN CERTIFICATE-----
MIIBXTCCAQKgAwIBAgIUBHxAYrFKCIch7eBTHBqPIc+OD4owCgYIKoZIzj0EAwIw
EzERMA8GA1UEAwwIU3RyYW5nZXIwIBcNMjYxMTI0MTQyNTA0WhgPMjEyNjEwMzEx
NDI1MDRaMBMxETAPBgNVBAMMCFN0cmFuZ2VyMFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAEEIXFVDfQnsUCHoVLdcl2lnhQX250qDE23aUw9RN6QysukaMeIb77jyfr
nSRWenkhNqiCXiMEWd1Q3m9BOUGftKMyMDAwDwYDVR0TAQH/BAUwAwEB/zAdBgNV
HQ4EFgQUyuAJUD04Rv2u0j0+zi72TxIGTckwCgYIKoZIzj0EAwIDSQAwRgIhAMFQ
CJiSm77xd2EApUX+Z/HJUIrTaHSX9RN/lHBGIwXwAiEAxA4rcOiwZqiDVmPcCS0p
AxmvZ2KRBA1mtIhkl/eN6uU=
-----END CERTIFICATE-----
";
