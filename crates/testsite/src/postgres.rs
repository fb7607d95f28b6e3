//! A private PostgreSQL for tests: one cluster for all test binaries of a target folder, one fresh database a test.
//!
//! The first test that asks starts the cluster (in the system's temporary folder, on a free port of 127.0.0.1, without
//! fsync) and writes down where it is in a file under `target/`; the others find it there. A cluster that does not answer is
//! thrown away and made anew. It stops by itself after a few minutes without connections, or by [`stop`].
//! Without PostgreSQL's programs the tests fail with a sentence; they are never skipped.

use std::{
    fs::{self, File},
    io::Write,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use postgres::{Client, Config, NoTls};

/// Where the programs may be; Debian's places.
const PLACES: [&str; 4] = [
    "/usr/lib/postgresql/15/bin",
    "/usr/lib/postgresql/16/bin",
    "/usr/lib/postgresql/17/bin",
    "/usr/lib/postgresql/18/bin",
];

/// An empty database of one test; dropped with it.
pub struct Database {
    /// `postgres://…`
    pub url: String,
    name: String,
    port: u16,
}

impl Database {
    /// A superuser's connection to it.
    ///
    /// # Panics
    /// When the server does not answer.
    pub fn client(&self) -> Client {
        connect(self.port, &self.name).unwrap_or_else(|e| panic!("no connection to {}: {e}", self.url))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Ok(mut client) = connect(self.port, "postgres") {
            let _ = client.batch_execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        }
    }
}

/// A fresh, empty database.
///
/// # Panics
/// When PostgreSQL is not installed or cannot be started.
pub fn database() -> Database {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let port = cluster();
    let name = format!("t{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let mut client =
        connect(port, "postgres").unwrap_or_else(|e| panic!("the test PostgreSQL went away: {e}"));
    client
        .batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        .and_then(|()| client.batch_execute(&format!("CREATE DATABASE {name}")))
        .unwrap_or_else(|e| panic!("cannot create the database {name}: {e}"));
    Database { url: format!("postgres://masthead@127.0.0.1:{port}/{name}"), name, port }
}

/// The certificate (PEM) of the authority that signed the server's own. That names `localhost` and nothing else.
///
/// # Panics
/// When PostgreSQL is not installed or cannot be started.
pub fn authority() -> PathBuf {
    cluster();
    data_folder(&target_folder()).with_file_name("authority.pem")
}

/// Stops the cluster of this target folder, if one runs.
pub fn stop() {
    let home = target_folder();
    let _lock = lock(&home);
    halt(&data_folder(&home));
    let _ = fs::remove_file(home.join("test-postgres.port"));
}

/// The port of the running cluster; starts it when there is none.
fn cluster() -> u16 {
    let home = target_folder();
    let _lock = lock(&home);
    let note = home.join("test-postgres.port");
    let data = data_folder(&home);
    if let Some(port) = fs::read_to_string(&note).ok().and_then(|text| text.trim().parse().ok())
        && data.with_file_name("authority.pem").exists()
        && answers(port, &data)
    {
        return port;
    }
    let port = start(&data);
    fs::write(&note, port.to_string()).unwrap_or_else(|e| panic!("{}: {e}", note.display()));
    port
}

/// Only one process looks, starts or stops at a time.
fn lock(home: &Path) -> File {
    let path = home.join("test-postgres.lock");
    let file = File::create(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    file.lock().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    file
}

fn start(data: &Path) -> u16 {
    let bin = programs();
    halt(data);
    let _ = fs::remove_dir_all(data);
    let parent = data.parent().expect("the data folder has a parent");
    fs::create_dir_all(parent).unwrap_or_else(|e| panic!("{}: {e}", parent.display()));
    if is_root() {
        run(Command::new("chown").arg("postgres").arg(parent), "give the folder to the user postgres");
    }
    run(
        as_server(&bin.join("initdb"))
            .args(["--username=masthead", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"])
            .args(["--locale-provider=icu", "--icu-locale=en", "-D"])
            .arg(data),
        "make a cluster",
    );
    certify(data);
    let port = free_port();
    let settings = format!(
        "\nssl = on\nlisten_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = '{}'\nfsync = off\n\
         full_page_writes = off\nmax_connections = 300\nshared_buffers = 64MB\nmax_wal_size = 256MB\n",
        parent.display()
    );
    File::options()
        .append(true)
        .open(data.join("postgresql.conf"))
        .and_then(|mut file| file.write_all(settings.as_bytes()))
        .unwrap_or_else(|e| panic!("postgresql.conf: {e}"));
    run(
        as_server(&bin.join("pg_ctl"))
            .args(["start", "-w", "-t", "60", "-D"])
            .arg(data)
            .arg("-l")
            .arg(data.join("log")),
        "start PostgreSQL",
    );
    watch(&bin, data, port);
    port
}

/// Makes an authority beside the data folder and a certificate of the server inside, with the `openssl` that Debian's
/// PostgreSQL brings along.
fn certify(data: &Path) {
    let parent = data.parent().expect("the data folder has a parent");
    let (authority, key) = (parent.join("authority.pem"), parent.join("authority.key"));
    let kinds = parent.join("certificates.conf");
    let text = "[req]\ndistinguished_name = name\n[name]\n[authority]\nbasicConstraints = critical, CA:TRUE\n\
                [server]\nbasicConstraints = critical, CA:FALSE\nsubjectAltName = DNS:localhost\n";
    fs::write(&kinds, text).unwrap_or_else(|e| panic!("{}: {e}", kinds.display()));
    let request = |kind: &str, name: &str, key: &Path, certificate: &Path| {
        let mut command = as_server(Path::new("openssl"));
        command.args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]);
        command.args(["-days", "3650", "-subj", name, "-extensions", kind, "-config"]).arg(&kinds);
        command.arg("-keyout").arg(key).arg("-out").arg(certificate);
        command
    };
    run(&mut request("authority", "/CN=Authority of the tests", &key, &authority), "make an authority");
    run(
        request("server", "/CN=localhost", &data.join("server.key"), &data.join("server.crt"))
            .arg("-CA")
            .arg(&authority)
            .arg("-CAkey")
            .arg(&key),
        "make a certificate",
    );
}

/// Leaves a small shell behind that stops the cluster when nobody has been connected for about five minutes.
fn watch(bin: &Path, data: &Path, port: u16) {
    let script = format!(
        "quiet=0; while [ $quiet -lt 5 ]; do sleep 60; \
         n=$({bin}/psql -h 127.0.0.1 -p {port} -U masthead -d postgres -Atc \"select count(*) from pg_stat_activity \
         where backend_type = 'client backend' and pid <> pg_backend_pid()\") || exit 0; \
         if [ \"$n\" = 0 ]; then quiet=$((quiet+1)); else quiet=0; fi; done; {bin}/pg_ctl stop -m fast -D {data}",
        bin = bin.display(),
        data = data.display()
    );
    let mut shell = as_server(Path::new("setsid"));
    let _ = shell
        .args(["sh", "-c", &script])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
}

/// Stops whatever runs on the data folder.
fn halt(data: &Path) {
    if data.join("postmaster.pid").exists() {
        let _ = as_server(&programs().join("pg_ctl"))
            .args(["stop", "-m", "immediate", "-t", "20", "-D"])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }
}

fn answers(port: u16, data: &Path) -> bool {
    connect(port, "postgres")
        .and_then(|mut client| client.query_one("SELECT current_setting('data_directory')", &[]))
        .is_ok_and(|row| Path::new(row.get::<_, &str>(0)) == data)
}

fn connect(port: u16, name: &str) -> Result<Client, postgres::Error> {
    Config::new()
        .host("127.0.0.1")
        .port(port)
        .user("masthead")
        .dbname(name)
        .connect_timeout(Duration::from_secs(10))
        .connect(NoTls)
}

fn programs() -> PathBuf {
    PLACES.iter().map(PathBuf::from).find(|place| place.join("initdb").exists()).unwrap_or_else(|| {
        panic!("PostgreSQL is not installed, and the tests need it: apt-get install postgresql (looked in {PLACES:?})")
    })
}

/// PostgreSQL does not run as root: then the user `postgres` does it.
fn as_server(program: &Path) -> Command {
    let mut command = if is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir("/");
    command
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}

fn run(command: &mut Command, what: &str) {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).stdout(Stdio::null()).status();
    match output {
        Ok(status) if status.success() => {}
        Ok(status) => panic!("cannot {what}: {command:?} ended with {status}"),
        Err(e) => panic!("cannot {what}: {command:?}: {e}"),
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).map(|a| a.port()).expect("a free port")
}

/// The target folder that the running test was built into.
fn target_folder() -> PathBuf {
    let program = std::env::current_exe().expect("a test knows its program");
    let folder = program.ancestors().find(|folder| folder.join("CACHEDIR.TAG").exists());
    folder.map_or_else(std::env::temp_dir, Path::to_path_buf)
}

/// Where the cluster of a target folder lives: short (sockets have short names) and open to the user `postgres`.
fn data_folder(home: &Path) -> PathBuf {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    home.hash(&mut hasher);
    std::env::temp_dir().join(format!("masthead-pg-{:016x}", hasher.finish())).join("data")
}
