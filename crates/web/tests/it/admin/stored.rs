//! Labels, tiers, newsletters, offers, snippets, integrations and webhooks.

use testsite::on_both_engines;

on_both_engines!(
    labels_and_snippets_are_kept,
    tiers_and_offers_are_kept,
    stories_are_for_tiers,
    newsletters_are_kept,
    sites_are_recommended,
    integrations_are_for_people,
    programs_keep_their_own_webhooks,
);

mod check {
    use newsroom::{Actor, Newsroom, Role};
    use serde_json::{Value, json};
    use store::KeyKind;
    use testsite::Engine;

    use crate::{
        client::Answer,
        harness::Bed,
        program::{As, Program, json, refused, send},
    };

    fn body(list: &str, row: Value) -> Value {
        Value::from_iter([(list.to_owned(), json!([row]))])
    }

    fn add(program: &Program<'_>, list: &str, row: Value) -> Answer {
        program.send("POST", &format!("{list}/"), Some(&body(list, row)))
    }

    fn made(program: &Program<'_>, list: &str, row: Value) -> Value {
        json(&add(program, list, row), 201)[list][0].clone()
    }

    fn changed(program: &Program<'_>, list: &str, row: &Value, change: Value) -> Value {
        let path = format!("{list}/{}/", row["id"].as_str().unwrap());
        json(&program.send("PUT", &path, Some(&body(list, change))), 200)[list][0].clone()
    }

    fn invalid(answer: &Answer) {
        assert_eq!(refused(answer, 422).0, "ValidationError", "{}", answer.text());
    }

    pub(super) fn labels_and_snippets_are_kept(engine: Engine) {
        let bed = Bed::on(engine);
        let program = Program::new(&bed);
        let label = made(&program, "labels", json!({ "name": "Grüße" }));
        assert_eq!((&label["slug"], label["created_at"].as_str().unwrap().len()), (&json!("grusse"), 24));
        invalid(&add(&program, "labels", json!({ "name": "GRÜßE" })));
        invalid(&add(&program, "labels", json!({})));
        made(&program, "labels", json!({ "name": "Aa" }));
        let all = json(&program.get("labels/?fields=name&limit=1"), 200);
        assert_eq!(
            (&all["labels"], &all["meta"]["pagination"]["total"]),
            (&json!([{ "name": "Aa" }]), &json!(2))
        );
        assert_eq!(json(&program.get("labels/?filter=slug:grusse"), 200)["labels"][0]["id"], label["id"]);
        assert_eq!(json(&program.get("labels/slug/grusse/"), 200)["labels"][0]["id"], label["id"]);
        let path = format!("labels/{}/", label["id"].as_str().unwrap());
        assert_eq!(changed(&program, "labels", &label, json!({ "name": "Greetings" }))["slug"], "grusse");
        assert_eq!(program.send("DELETE", &path, None).status, 204);
        assert_eq!(refused(&program.send("DELETE", &path, None), 404).0, "NotFoundError");
        assert_eq!(refused(&program.get(&path), 404).0, "NotFoundError");

        let snippet = made(
            &program,
            "snippets",
            json!({ "name": "Box", "mobiledoc": "{}", "lexical": "{\"root\":{}}" }),
        );
        assert_eq!(snippet["lexical"], "{\"root\":{}}");
        invalid(&add(&program, "snippets", json!({ "name": "Other" })));
        invalid(&add(&program, "snippets", json!({ "name": "Other", "mobiledoc": "{" })));
        assert_eq!(changed(&program, "snippets", &snippet, json!({ "name": "Crate" }))["mobiledoc"], "{}");
        assert_eq!(json(&program.get("snippets/"), 200)["snippets"][0]["name"], "Crate");
        let path = format!("snippets/{}/", snippet["id"].as_str().unwrap());
        assert_eq!(program.send("DELETE", &path, None).status, 204);
    }

    pub(super) fn tiers_and_offers_are_kept(engine: Engine) {
        let bed = Bed::on(engine);
        let program = Program::new(&bed);
        let tier = made(
            &program,
            "tiers",
            json!({
                "name": "Gold", "description": "All of it", "currency": "usd", "monthly_price": 500, "yearly_price": 5000,
                "visibility": "public", "benefits": ["No ads", "A mug"], "trial_days": 7,
            }),
        );
        assert_eq!(
            (&tier["slug"], &tier["currency"], &tier["active"]),
            (&json!("gold"), &json!("USD"), &json!(true))
        );
        assert_eq!((&tier["benefits"], &tier["type"]), (&json!(["No ads", "A mug"]), &json!("paid")));
        invalid(&add(&program, "tiers", json!({ "name": "Silver", "currency": "nothing" })));
        invalid(&add(
            &program,
            "tiers",
            json!({ "name": "Silver", "currency": "usd", "monthly_price": "much" }),
        ));
        let free = made(&program, "tiers", json!({ "name": "Free", "type": "free" }));
        assert!(free.get("monthly_price").is_none());
        let archived_tier =
            changed(&program, "tiers", &tier, json!({ "active": false, "benefits": ["A mug"] }));
        assert_eq!(
            (&archived_tier["active"], &archived_tier["benefits"], &archived_tier["name"]),
            (&json!(false), &json!(["A mug"]), &json!("Gold"))
        );
        assert_eq!(json(&program.get("tiers/?filter=active:true"), 200)["tiers"][0]["name"], "Free");

        let offer = made(
            &program,
            "offers",
            json!({
                "name": "Black Friday", "code": "bf", "display_title": "Half", "type": "percent", "cadence": "month", "amount": 50,
                "duration": "repeating", "duration_in_months": 3, "tier": { "id": tier["id"] },
            }),
        );
        assert_eq!(
            (&offer["code"], &offer["status"], &offer["redemption_count"]),
            (&json!("bf"), &json!("active"), &json!(0))
        );
        assert_eq!(offer["tier"], json!({ "id": tier["id"], "name": "Gold" }));
        invalid(&add(
            &program,
            "offers",
            json!({ "name": "Other", "type": "percent", "amount": 101, "tier": { "id": tier["id"] } }),
        ));
        invalid(&add(&program, "offers", json!({ "name": "Other", "type": "percent", "amount": 10 })));
        invalid(&add(
            &program,
            "offers",
            json!({ "name": "Other", "amount": 10, "tier": { "id": tier["id"] } }),
        ));
        let path = format!("offers/{}/", offer["id"].as_str().unwrap());
        let archived = changed(&program, "offers", &offer, json!({ "status": "archived", "amount": 99 }));
        assert_eq!(
            (&archived["status"], &archived["amount"]),
            (&json!("archived"), &json!(50)),
            "what it takes off stays"
        );
        assert_eq!(json(&program.get(&path), 200)["offers"][0]["display_title"], "Half");
        assert_eq!(json(&program.get("offers/?filter=status:active"), 200)["offers"], json!([]));

        // The Content API speaks of the same.
        let newsroom = Newsroom::new(bed.store.clone(), newsroom::Clock::system());
        let key = newsroom.add_key(Actor::operator(), KeyKind::Content, "Reader").unwrap();
        let told =
            |path: &str| bed.get(&format!("/ghost/api/content/{path}?key={}", key.secret)).text().to_string();
        let plans = told("tiers/");
        assert!(plans.contains("\"Free\"") && !plans.contains("\"Gold\""), "{plans}");
        changed(&program, "tiers", &archived_tier, json!({ "active": true }));
        assert!(told("tiers/").contains("\"A mug\"") && told(&path).contains("\"amount\":50"));
    }

    pub(super) fn stories_are_for_tiers(engine: Engine) {
        let bed = Bed::on(engine);
        let program = Program::new(&bed);
        let tier = |name: &str| made(&program, "tiers", json!({ "name": name, "currency": "usd" }));
        let (gold, silver) = (tier("Gold"), tier("Silver"));
        made(&program, "tiers", json!({ "name": "Free", "type": "free" }));
        let slugs = |post: &Value| -> Vec<String> {
            let tiers = post["tiers"].as_array().unwrap();
            tiers.iter().map(|tier| tier["slug"].as_str().unwrap().to_owned()).collect()
        };
        let sorted = |mut slugs: Vec<String>| {
            slugs.sort();
            slugs
        };
        let story = made(
            &program,
            "posts",
            json!({ "title": "For some", "status": "published", "visibility": "tiers",
                "tiers": [{ "slug": "silver" }, { "id": gold["id"] }] }),
        );
        assert_eq!(
            (&story["visibility"], slugs(&story)),
            (&json!("tiers"), vec!["silver".into(), "gold".into()])
        );
        assert_eq!(
            story["tiers"][1],
            json!({
                "id": gold["id"], "name": "Gold", "slug": "gold", "active": true, "welcome_page_url": null, "visibility": "none",
                "trial_days": 0, "description": null, "type": "paid", "currency": "USD", "monthly_price": 500, "yearly_price": 5000,
                "created_at": gold["created_at"], "updated_at": gold["updated_at"], "monthly_price_id": null,
                "yearly_price_id": null,
            })
        );
        let path = format!("posts/{}/", story["id"].as_str().unwrap());
        let edit = |change: Value| {
            let mut row = json!({ "updated_at": json(&program.get(&path), 200)["posts"][0]["updated_at"] });
            row.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            program.send("PUT", &path, Some(&body("posts", row)))
        };
        let edited = |change: Value| slugs(&json(&edit(change), 200)["posts"][0]);
        // Of other stories Ghost reckons who may read them; what was named is there again afterwards.
        assert_eq!(sorted(edited(json!({ "visibility": "public" }))), ["free", "gold", "silver"]);
        assert_eq!(sorted(edited(json!({ "visibility": "paid" }))), ["gold", "silver"]);
        assert_eq!(edited(json!({ "visibility": "tiers" })), ["silver", "gold"]);
        for wrong in [
            json!([{ "id": "ffffffffffffffffffffffff" }]),
            json!([{ "id": "gold" }]),
            json!([{ "slug": "bronze" }]),
            json!([{}]),
            json!("gold"),
            json!(vec![json!({ "slug": "gold" }); 51]),
        ] {
            invalid(&edit(json!({ "tiers": wrong })));
        }
        changed(&program, "tiers", &gold, json!({ "active": false }));
        assert_eq!(edited(json!({ "tiers": [{ "slug": "gold" }] })), ["gold"], "it stays where it is");
        let other = json!({ "title": "Other", "visibility": "tiers", "tiers": [{ "slug": "gold" }] });
        invalid(&add(&program, "posts", other));
        let copy = json(&program.send("POST", &format!("{path}copy/"), None), 201)["posts"][0].clone();
        assert_eq!((&copy["visibility"], slugs(&copy)), (&json!("tiers"), vec!["gold".to_owned()]));
        // Many at once likewise.
        let access = |meta: Value| {
            let bulk = json!({ "bulk": { "action": "access", "meta": meta } });
            program.send("PUT", "posts/bulk/?filter=visibility:tiers", Some(&bulk))
        };
        for wrong in
            [json!({ "visibility": "tiers" }), json!({ "visibility": "tiers", "tiers": [{ "slug": "x" }] })]
        {
            assert_eq!(refused(&access(wrong), 400).0, "IncorrectUsageError");
        }
        let silver = json!({ "visibility": "tiers", "tiers": [{ "id": silver["id"] }] });
        assert_eq!(
            json(&access(silver), 200)["bulk"]["meta"]["stats"],
            json!({ "successful": 2, "unsuccessful": 0 })
        );
        let nobody = json!({ "visibility": "tiers", "tiers": [{ "id": "ffffffffffffffffffffffff" }] });
        assert_eq!(json(&access(nobody), 200)["bulk"]["meta"]["stats"]["unsuccessful"], 2);
        assert_eq!(slugs(&json(&program.get(&path), 200)["posts"][0]), ["silver"]);
        assert!(edited(json!({ "tiers": [] })).is_empty(), "nobody may read it: Ghost takes that");
        let listed = json(&program.get("posts/?filter=visibility:tiers&order=title%20asc"), 200);
        assert_eq!(
            listed["posts"].as_array().unwrap().iter().map(slugs).collect::<Vec<_>>(),
            [vec![], vec!["silver".to_owned()]]
        );
        assert!(json(&program.get(&format!("{path}?fields=title")), 200)["posts"][0].get("tiers").is_none());
    }

    pub(super) fn newsletters_are_kept(engine: Engine) {
        let bed = Bed::on(engine);
        let program = Program::new(&bed);
        let daily = made(
            &program,
            "newsletters",
            json!({ "name": "Daily", "sender_reply_to": "support", "show_badge": false }),
        );
        assert_eq!(
            (&daily["slug"], &daily["status"], &daily["show_badge"]),
            (&json!("daily"), &json!("active"), &json!(false))
        );
        assert_eq!(daily["uuid"].as_str().unwrap().len(), 36);
        invalid(&add(&program, "newsletters", json!({ "name": "daily" })));
        invalid(&add(&program, "newsletters", json!({ "name": "Other", "status": "gone" })));
        invalid(&add(&program, "newsletters", json!({ "name": "Other", "show_badge": "maybe" })));
        let archived =
            changed(&program, "newsletters", &daily, json!({ "status": "archived", "uuid": "mine" }));
        assert_eq!((&archived["status"], &archived["uuid"]), (&json!("archived"), &daily["uuid"]));
        assert_eq!(json(&program.get("newsletters/?filter=status:active"), 200)["newsletters"], json!([]));
    }

    pub(super) fn sites_are_recommended(engine: Engine) {
        let bed = Bed::on(engine);
        let program = Program::new(&bed);
        let list = |query: &str| json(&program.get(&format!("recommendations/{query}")), 200);
        assert_eq!(
            list("?page=2"),
            json!({ "recommendations": [], "meta": { "pagination":
                { "page": 2, "limit": 5, "pages": 0, "total": 0, "next": null, "prev": 1 } } })
        );
        let enabled = || {
            let settings = json(&program.get("settings/"), 200);
            let mut rows = settings["settings"].as_array().unwrap().iter();
            rows.find(|row| row["key"] == "recommendations_enabled").unwrap()["value"].clone()
        };
        assert_eq!(enabled(), json!(false));
        let one = made(
            &program,
            "recommendations",
            json!({ "title": "One", "url": "https://one.example/a?b=c#d", "description": "Good", "one_click_subscribe": true }),
        );
        assert_eq!(
            one,
            json!({ "id": one["id"], "title": "One", "description": "Good", "excerpt": null, "featured_image": null, "favicon": null,
                "url": "https://one.example/a?b=c#d", "one_click_subscribe": true, "created_at": one["created_at"],
                "updated_at": one["updated_at"] })
        );
        assert!(one["created_at"].as_str().unwrap().ends_with(".000Z"));
        assert_eq!(enabled(), json!(true));
        for (row, context) in [
            (json!({ "title": "A" }), "recommendations.0.url is required"),
            (json!({ "url": "https://a.example/" }), "recommendations.0.title is required"),
            (json!({ "title": 5, "url": "https://a.example/" }), "recommendations.0.title must be a string"),
            (
                json!({ "title": "A", "url": "https://a.example/", "one_click_subscribe": 1 }),
                "recommendations.0.one_click_subscribe must be a boolean",
            ),
            (json!({ "title": "", "url": "https://a.example/" }), ""),
            (json!({ "title": "A", "url": "ftp://a.example/" }), ""),
            (json!({ "title": "A", "url": "https://a.example/", "description": "x".repeat(201) }), ""),
            (json!({ "title": "Twin", "url": "http://www.one.example/a/?x" }), ""),
        ] {
            let answer = add(&program, "recommendations", row);
            let told = refused(&answer, 422);
            assert!(told.0 == "ValidationError" && answer.text().contains(context), "{}", answer.text());
        }
        let two = made(&program, "recommendations", json!({ "title": "Two", "url": "https://two.example" }));
        assert_eq!(two["url"], "https://two.example/");
        let path = format!("recommendations/{}/", two["id"].as_str().unwrap());
        let renamed =
            changed(&program, "recommendations", &two, json!({ "title": "Zwei", "description": "" }));
        assert_eq!((&renamed["title"], &renamed["description"]), (&json!("Zwei"), &Value::Null));
        let same = body("recommendations", json!({ "url": "https://one.example/a" }));
        invalid(&program.send("PUT", &path, Some(&same)));
        let titles = |query: &str| -> Vec<String> {
            let rows = list(query)["recommendations"].clone();
            rows.as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(titles("?order=title%20asc"), ["One", "Zwei"]);
        assert_eq!(titles("?order=title&limit=1"), ["Zwei"]);
        // As in Ghost the filter does not change how many there are.
        let filtered = list("?filter=title:One");
        assert_eq!(filtered["meta"]["pagination"]["total"], 2);
        assert_eq!(filtered["recommendations"].as_array().unwrap().len(), 1);
        let counted = list("?include=count.clicks,count.subscribers&limit=1");
        assert_eq!(counted["recommendations"][0]["count"], json!({ "clicks": 0, "subscribers": 0 }));
        for query in ["?include=nosuch", "?order=url%20asc", "?order=title%20up"] {
            invalid(&program.get(&format!("recommendations/{query}")));
        }
        refused(&program.get("recommendations/?filter=nosuch:1"), 400);
        assert_eq!(json(&program.get(&path), 200)["recommendations"][0]["title"], "Zwei");
        assert_eq!(program.send("DELETE", &path, None).status, 204);
        let gone = program.send("DELETE", &path, None);
        assert_eq!(refused(&gone, 404).0, "NotFoundError");
        assert!(
            gone.text()
                .contains(&format!("Recommendation with id {} not found", two["id"].as_str().unwrap()))
        );
        let shown = bed.get("/members/recommendations/");
        for part in ["<h1>Recommendations</h1>", r#"href="https://one.example/a?b&#x3D;c#d""#, "<p>Good</p>"]
        {
            assert!(shown.text().contains(part), "{part} in {}", shown.text());
        }
        // Readers' programs are told the same, and of a change at once.
        let key = "0123456789abcdef0123456789";
        let content = store::ApiKey {
            id: "5f5c00000000000000000001".parse().unwrap(),
            integration: "5f5c00000000000000000002".parse().unwrap(),
            name: "Reader".into(),
            kind: KeyKind::Content,
            secret: key.into(),
            created_at: 0,
        };
        bed.store.write(|writer| writer.put_key(&content)).unwrap();
        let read = |query: &str| -> Value {
            let answer = bed.get(&format!("/ghost/api/content/{query}key={key}"));
            serde_json::from_slice(&answer.body).unwrap()
        };
        let told = read("recommendations/?fields=title&include=count.clicks&");
        assert_eq!(told["recommendations"], json!([one]), "fields and counts are passed over, as in Ghost");
        assert_eq!(read("settings/?")["settings"]["recommendations_enabled"], true);
        assert_eq!(
            bed.get(&format!("/ghost/api/content/recommendations/?order=nosuch&key={key}")).status,
            422
        );
        changed(&program, "recommendations", &one, json!({ "title": "Eins" }));
        assert_eq!(
            read("recommendations/?fields=title&include=count.clicks&")["recommendations"][0]["title"],
            "Eins"
        );
        assert_eq!(
            program.send("DELETE", &format!("recommendations/{}/", one["id"].as_str().unwrap()), None).status,
            204
        );
        assert_eq!(
            (enabled(), read("settings/?")["settings"]["recommendations_enabled"].clone()),
            (json!(false), json!(false))
        );
    }

    pub(super) fn integrations_are_for_people(engine: Engine) {
        let bed = Bed::on(engine);
        let program = Program::new(&bed);
        assert_eq!(refused(&program.get("integrations/"), 403).0, "NoPermissionError");
        let (_, cookie) = testsite::together::sign_in(&bed.store, Role::Administrator, "Ad Min");
        let admin = As::Session { cookie, origin: "http://test" };
        let ask = |method: &str, path: &str, row: Option<Value>| {
            let sent =
                row.map(|row| ("application/json", body("integrations", row).to_string().into_bytes()));
            send(&bed, &admin, method, path, sent)
        };
        let zap = json(
            &ask(
                "POST",
                "integrations/?include=api_keys,webhooks",
                Some(json!({ "name": "Zap", "description": "d" })),
            ),
            201,
        );
        let zap = zap["integrations"][0].clone();
        let kinds: Vec<_> =
            zap["api_keys"].as_array().unwrap().iter().map(|key| key["type"].as_str().unwrap()).collect();
        assert!(kinds.contains(&"content") && kinds.contains(&"admin") && zap["webhooks"] == json!([]));
        let path = format!("integrations/{}/", zap["id"].as_str().unwrap());
        let renamed =
            json(&ask("PUT", &path, Some(json!({ "name": "Zap 2" }))), 200)["integrations"][0].clone();
        assert_eq!(
            (&renamed["name"], &renamed["slug"], &renamed["description"]),
            (&json!("Zap 2"), &json!("zap-2"), &json!("d"))
        );
        invalid(&ask("POST", "integrations/", Some(json!({ "name": "" }))));

        // Another secret for one of its keys, and the old one opens nothing.
        let key = |zap: &Value| {
            let mut keys = zap["api_keys"].as_array().unwrap().iter();
            keys.find(|key| key["type"] == "content").unwrap().clone()
        };
        let old = key(&zap);
        let read = |key: &Value| {
            bed.get(&format!("/ghost/api/content/posts/?key={}", key["secret"].as_str().unwrap())).status
        };
        assert_eq!(read(&old), 200);
        let refresh = |path: &str, id: &str| {
            ask("POST", &format!("{path}api_key/{id}/refresh/?include=api_keys"), None)
        };
        let renewed = key(&json(&refresh(&path, old["id"].as_str().unwrap()), 200)["integrations"][0]);
        assert_eq!((&renewed["id"], read(&old), read(&renewed)), (&old["id"], 401, 200));
        let foreign = program.key.id;
        for id in [foreign.as_str(), "ffffffffffffffffffffffff", "nonsense"] {
            assert_eq!(refused(&refresh(&path, id), 404).0, "NotFoundError", "{id}");
        }
        json(&program.get("tags/"), 200);

        assert_eq!(ask("DELETE", &path, None).status, 204);
        assert_eq!(refused(&ask("GET", &path, None), 404).0, "NotFoundError");
    }

    pub(super) fn programs_keep_their_own_webhooks(engine: Engine) {
        let bed = Bed::on(engine);
        let (program, other) = (Program::new(&bed), Program::new(&bed));
        let hook = made(
            &program,
            "webhooks",
            json!({ "event": "post.published", "target_url": "https://example.org/a", "secret": "s" }),
        );
        assert_eq!(
            (&hook["integration_id"], &hook["last_triggered_at"]),
            (&json!(program.key.integration.as_str()), &json!(null))
        );
        let twice = add(
            &program,
            "webhooks",
            json!({ "event": "post.published", "target_url": "https://example.org/a" }),
        );
        assert_eq!(
            json(&twice, 422)["errors"][0]["context"],
            "Target URL has already been used for this event."
        );
        invalid(&add(&program, "webhooks", json!({ "event": "post.published" })));
        invalid(&add(
            &program,
            "webhooks",
            json!({ "event": "Post.Published", "target_url": "https://example.org/b" }),
        ));
        invalid(&add(
            &program,
            "webhooks",
            json!({ "event": "post.edited", "target_url": "javascript:alert(1)" }),
        ));
        let moved = changed(&program, "webhooks", &hook, json!({ "target_url": "https://example.org/c" }));
        assert_eq!(
            (&moved["target_url"], &moved["event"]),
            (&json!("https://example.org/c"), &json!("post.published"))
        );
        let path = format!("webhooks/{}/", hook["id"].as_str().unwrap());
        let change = body("webhooks", json!({ "target_url": "https://example.org/d" }));
        assert_eq!(refused(&other.send("PUT", &path, Some(&change)), 403).0, "NoPermissionError");
        assert_eq!(refused(&other.send("DELETE", &path, None), 403).0, "NoPermissionError");
        assert_eq!(program.send("DELETE", &path, None).status, 204);
        assert_eq!(refused(&program.send("DELETE", &path, None), 404).0, "NotFoundError");
    }
}
