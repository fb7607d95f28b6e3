//! Members are listed, made, changed, removed, and come and go as lists.

use testsite::on_both_engines;

on_both_engines!(
    members_are_kept,
    members_that_cannot_be_are_refused,
    lists_come_and_go,
    nobody_else_sees_members
);

mod check {
    use serde_json::{Value, json};
    use testsite::Engine;

    use crate::{
        harness::Bed,
        program::{As, Program, json, refused, send},
    };

    fn made(program: &Program<'_>, list: &str, row: Value) -> Value {
        let body = Value::from_iter([(list.to_owned(), json!([row]))]);
        json(&program.send("POST", &format!("{list}/"), Some(&body)), 201)[list][0].clone()
    }

    fn emails(program: &Program<'_>, question: &str) -> Vec<String> {
        let all = json(&program.get(&format!("members/{question}")), 200);
        all["members"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["email"].as_str().unwrap().to_owned())
            .collect()
    }

    pub(super) fn members_are_kept(engine: Engine) {
        let bed = Bed::on(engine);
        let program = Program::new(&bed);
        let daily = made(&program, "newsletters", json!({ "name": "Daily" }));
        let tier = made(
            &program,
            "tiers",
            json!({ "name": "Gold", "currency": "usd", "monthly_price": 500, "yearly_price": 5000 }),
        );
        let ana = made(
            &program,
            "members",
            json!({
                "email": "Ana@Example.org", "name": "Ana", "note": "press", "labels": ["VIP", { "name": "vip" }, { "name": "Press" }],
            }),
        );
        let id = ana["id"].as_str().unwrap();
        assert_eq!(
            (&ana["email"], &ana["status"], &ana["subscribed"]),
            (&json!("ana@example.org"), &json!("free"), &json!(true))
        );
        assert_eq!((ana["labels"].as_array().unwrap().len(), &ana["labels"][0]["slug"]), (2, &json!("vip")));
        assert_eq!(
            ana["newsletters"],
            json!([{ "id": daily["id"], "name": "Daily", "description": null, "status": "active" }])
        );
        assert_eq!(
            (&ana["subscriptions"], &ana["tiers"], &ana["comped"]),
            (&json!([]), &json!([]), &json!(false))
        );
        made(&program, "members", json!({ "email": "bo@example.org", "newsletters": [] }));

        let change =
            json!({ "members": [{ "name": null, "tiers": [{ "id": tier["id"] }], "newsletters": [] }] });
        let changed =
            json(&program.send("PUT", &format!("members/{id}/"), Some(&change)), 200)["members"][0].clone();
        assert_eq!(
            (&changed["name"], &changed["status"], &changed["subscribed"]),
            (&json!(null), &json!("comped"), &json!(false))
        );
        assert_eq!((&changed["tiers"][0]["name"], &changed["note"]), (&json!("Gold"), &json!("press")));

        assert_eq!(emails(&program, "?order=email%20asc"), ["ana@example.org", "bo@example.org"]);
        assert_eq!(emails(&program, "?filter=label:vip"), ["ana@example.org"]);
        assert_eq!(emails(&program, "?filter=status:free"), ["bo@example.org"]);
        assert_eq!(emails(&program, "?search=BO@"), ["bo@example.org"]);
        assert_eq!(emails(&program, "?search=BO@&filter=status:comped"), Vec::<String>::new());
        let page = json(&program.get("members/?limit=1&page=2&fields=email"), 200);
        assert_eq!(page["meta"]["pagination"]["pages"], 2);
        assert_eq!(page["members"][0].as_object().unwrap().len(), 1);
        let stats = json(&program.get("members/stats/count/"), 200);
        assert_eq!((&stats["total"], &stats["data"][0]["comped"]), (&json!(2), &json!(1)));

        assert_eq!(program.send("DELETE", &format!("members/{id}/"), None).status, 204);
        assert_eq!(refused(&program.get(&format!("members/{id}/")), 404).0, "NotFoundError");
    }

    pub(super) fn members_that_cannot_be_are_refused(engine: Engine) {
        let bed = Bed::on(engine);
        let program = Program::new(&bed);
        let ana = made(&program, "members", json!({ "email": "ana@example.org" }));
        let add = |row: Value| program.send("POST", "members/", Some(&json!({ "members": [row] })));
        for row in [
            json!({}),
            json!({ "email": "nobody" }),
            json!({ "email": 5 }),
            json!({ "email": "bo@example.org", "labels": [5] }),
            json!({ "email": "bo@example.org", "labels": "vip" }),
            json!({ "email": "bo@example.org", "note": "x".repeat(2_001) }),
            json!({ "email": "bo@example.org", "comped": true }),
            json!({ "email": "bo@example.org", "newsletters": [{ "id": 1 }] }),
        ] {
            assert_eq!(refused(&add(row.clone()), 422).0, "ValidationError", "{row}");
        }
        let twice = add(json!({ "email": "ANA@example.org" }));
        let context = "Member already exists. Attempting to add member with existing email address.";
        assert_eq!(json(&twice, 422)["errors"][0]["context"], context);
        let nowhere = json!({ "email": "bo@example.org", "tiers": [{ "id": "5f5c00000000000000000001" }] });
        assert_eq!(refused(&add(nowhere), 404).0, "NotFoundError");
        for filter in ["password:1", "email:~", "((((", "name:~'%'+email:~'_x'"] {
            let asked =
                program.get(&format!("members/?filter={}", filter.replace('%', "%25").replace('\'', "%27")));
            assert!(asked.status == 400 || asked.status == 200, "{filter}: {}", asked.text());
        }
        let path = format!("members/{}/", ana["id"].as_str().unwrap());
        let change = json!({ "members": [{ "email": "" }] });
        assert_eq!(refused(&program.send("PUT", &path, Some(&change)), 422).0, "ValidationError");
    }

    fn form(file: &str, more: &str) -> (&'static str, Vec<u8>) {
        let body = format!(
            "--x\r\ncontent-disposition: form-data; name=\"membersfile\"; filename=\"m.csv\"\r\n\r\n{file}\r\n{more}--x--\r\n"
        );
        ("multipart/form-data; boundary=x", body.into_bytes())
    }

    pub(super) fn lists_come_and_go(engine: Engine) {
        let bed = Bed::on(engine);
        let program = Program::new(&bed);
        let list = "\u{feff}Mail,name,note,subscribed_to_emails,labels,created_at,password\r\n\
            ana@example.org,\"Verin, Ana\",'=cmd,true,\"VIP,Press\",2020-01-02T03:04:05.000Z,secret\r\n\
            nobody,,,,,,\r\nbo@example.org\r\n";
        let mapping = "--x\r\ncontent-disposition: form-data; name=\"mapping[Mail]\"\r\n\r\nemail\r\n\
            --x\r\ncontent-disposition: form-data; name=\"labels\"\r\n\r\nFrom paper\r\n";
        let done = json(&program.send_raw("POST", "members/upload/", Some(form(list, mapping))), 201);
        assert_eq!(
            (&done["meta"]["stats"]["imported"], &done["meta"]["originalImportSize"]),
            (&json!(2), &json!(3))
        );
        assert_eq!(done["meta"]["stats"]["invalid"][0]["line"], 3);
        assert!(done["meta"]["import_label"]["name"].as_str().unwrap().starts_with("Import 2"));
        let answer = program.get("members/upload/?order=email%20asc");
        assert_eq!((answer.status, answer.header("content-type")), (200, "text/csv; charset=utf-8"));
        assert!(answer.header("content-disposition").starts_with("attachment; filename=\"members.2"));
        let text = answer.text().to_string();
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(
            lines[0],
            "id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,tiers"
        );
        assert!(lines[1].contains("ana@example.org,\"Verin, Ana\",'=cmd,false,,,2020-01-02T03:04:05.000Z,,\"VIP,Press,From paper,Import"), "{text}");
        assert!(!text.contains("secret"));
        // What came out goes in again and changes nobody.
        let again = json(&program.send_raw("POST", "members/upload/", Some(form(&text, ""))), 201);
        assert_eq!(again["meta"]["stats"], json!({ "imported": 2, "invalid": [] }));
        assert_eq!(json(&program.get("members/"), 200)["meta"]["pagination"]["total"], 2);
        for file in ["name\r\nAna", ""] {
            assert_eq!(
                refused(&program.send_raw("POST", "members/upload/", Some(form(file, ""))), 422).0,
                "ValidationError"
            );
        }
        let nothing = program.send_raw(
            "POST",
            "members/upload/",
            Some(("multipart/form-data; boundary=x", b"--x--\r\n".to_vec())),
        );
        assert_eq!(refused(&nothing, 422).0, "ValidationError");
    }

    pub(super) fn nobody_else_sees_members(engine: Engine) {
        let bed = Bed::on(engine);
        let program = Program::new(&bed);
        made(&program, "members", json!({ "email": "ana@example.org" }));
        let (_, cookie) = testsite::together::sign_in(&bed.store, newsroom::Role::Editor, "Ed Itor");
        let editor = As::Session { cookie, origin: "http://test" };
        for path in ["members/", "members/upload/", "members/stats/count/", "labels/", "offers/"] {
            assert_eq!(
                refused(&send(&bed, &editor, "GET", path, None), 403).0,
                "NoPermissionError",
                "{path}"
            );
            assert_eq!(
                refused(&send(&bed, &As::Nobody, "GET", path, None), 403).0,
                "NoPermissionError",
                "{path}"
            );
        }
        for path in ["/", "/sitemap.xml", "/ghost/api/content/members/?key=x"] {
            assert!(!bed.get(path).text().contains("ana@example.org"));
        }
    }
}
