//! Rows that Ghost stores beside stories, and what programs are told of.

use super::{START, Site, id, newsroom, post, refused, tag};
use crate::{
    Direction, Error, Field, Integration, Label, Lane, Member, MemberLabel, MemberQuery, MemberRecord,
    Millis, Newsletter, Put, Reply, Stored, Tag, Tier, WEBHOOK_JOB, Webhook, Writer,
};

super::on_both! {
    rows_come_back_as_they_were_put
    members_have_what_hangs_on_them
    members_are_found_by_filters
    members_are_counted_for_readers
    nobody_is_told_what_nobody_asked_for
    events_are_jobs_of_the_write
    an_import_is_no_news
    a_change_of_the_site_is_told_once
    errands_of_one_receiver_go_one_at_a_time
    what_failed_holds_its_receiver_up
    logs_are_short
    an_integration_goes_with_what_it_has
}

fn member(n: u32) -> MemberRecord {
    let mut row = Member::blank(id(7_000 + n));
    row.email = format!("reader-{n}@example.org").into();
    row.uuid = format!("00000000-0000-4000-8000-{n:012}").into();
    row.created_at = START + Millis::from(n);
    row.updated_at = row.created_at;
    MemberRecord { row, labels: Vec::new(), newsletters: Vec::new(), tiers: Vec::new() }
}

fn label(writer: &mut Writer, n: u32, slug: &str) -> crate::Result<Label> {
    let row = Label {
        id: id(8_000 + n),
        name: slug.to_uppercase().into(),
        slug: slug.into(),
        created_at: START,
        updated_at: START,
    };
    writer.put_row(&row)?;
    Ok(row)
}

/// Webhook number n: it is told of one event.
fn listen(writer: &mut Writer, n: u32, event: &str) -> crate::Result<Webhook> {
    let mut integration = Integration::blank(id(9_000));
    integration.name = "Zap".into();
    writer.put_row(&integration)?;
    let mut row = Webhook::blank(id(9_100 + n));
    row.integration_id = integration.id.as_str().into();
    row.event = event.into();
    row.target_url = format!("https://example.org/{n}").into();
    writer.put_webhook(&row)?;
    Ok(row)
}

fn rows_come_back_as_they_were_put(site: &Site) {
    let mut tier = Tier::blank(id(1));
    assert!(tier.set("type", Field::Text("free")) && tier.set("active", Field::Int(0)));
    assert!(tier.set("monthly_price", Field::Text("500")) && tier.set("name", Field::Text("Gold\0")));
    assert!(tier.set("slug", Field::Null), "what must be there keeps its default");
    assert!(!tier.set("trial_days", Field::Text("soon")) && !tier.set("stripe", Field::Int(1)));
    assert_eq!(
        (&*tier.tier_type, tier.active, tier.monthly_price, &*tier.name),
        ("free", false, Some(500), "Gold")
    );
    let newsletter = Newsletter::blank(id(2));
    site.write(|writer| {
        assert_eq!(writer.put_row(&tier)?, Put::Inserted);
        assert_eq!(writer.put_row(&tier)?, Put::Unchanged);
        assert_eq!(writer.put_row(&newsletter)?, Put::Inserted);
        let mut broken = newsletter.clone();
        broken.name = "\0".into();
        refused(writer.put_row(&broken), |error| matches!(error, Error::Invalid { .. }));
        Ok(())
    });
    let reader = site.store.reader().unwrap();
    assert_eq!(reader.row::<Tier>(&id(1)).unwrap(), Some(tier.clone()));
    assert_eq!(reader.rows::<Newsletter>("", 5).unwrap(), [newsletter]);
    assert!(reader.rows::<Tier>(&id(1), 5).unwrap().is_empty());
    drop(reader);
    tier.active = true;
    site.write(|writer| {
        assert_eq!(writer.put_row(&tier)?, Put::Updated);
        assert_eq!(writer.delete_row::<Tier>(&id(1))?, Some(tier.clone()));
        assert_eq!(writer.delete_row::<Tier>(&id(1))?, None);
        Ok(())
    });
}

fn members_have_what_hangs_on_them(site: &Site) {
    let mut one = member(1);
    site.write(|writer| {
        one.labels = vec![label(writer, 2, "vip")?.id, label(writer, 1, "press")?.id];
        let newsletter = Newsletter::blank(id(2));
        writer.put_row(&newsletter)?;
        one.newsletters = vec![newsletter.id];
        assert_eq!(writer.put_member(&one)?, Put::Inserted);
        assert_eq!(writer.put_member(&one)?, Put::Unchanged);
        let mut twin = member(2);
        twin.row.email = one.row.email.clone();
        refused(writer.put_member(&twin), |error| {
            matches!(error, Error::Taken { what: "member address", .. })
        });
        twin.row.email = "".into();
        refused(writer.put_member(&twin), |error| matches!(error, Error::Invalid { field: "email", .. }));
        Ok(())
    });
    assert_eq!(site.store.reader().unwrap().member(&one.row.id).unwrap(), Some(one.clone()));
    site.write(|writer| {
        one.labels.remove(0);
        one.newsletters.clear();
        assert_eq!(writer.put_member(&one)?, Put::Updated);
        assert_eq!(writer.member(&one.row.id)?, Some(one.clone()));
        writer.unlink_label(&one.labels[0])?;
        assert!(writer.member(&one.row.id)?.unwrap().labels.is_empty());
        assert!(writer.delete_member(&one.row.id)? && !writer.delete_member(&one.row.id)?);
        Ok(())
    });
    assert!(site.store.reader().unwrap().rows::<MemberLabel>("", 9).unwrap().is_empty());
}

fn members_are_found_by_filters(site: &Site) {
    site.write(|writer| {
        let (vip, press) = (label(writer, 1, "vip")?.id, label(writer, 2, "press")?.id);
        writer.put_row(&Newsletter::blank(id(2)))?;
        for n in 1..=9 {
            let mut member = member(n);
            member.row.name = Some(format!("Ana {n}").into());
            member.row.status = if n > 6 { "comped" } else { "free" }.into();
            member.labels = [(n % 2 == 0, vip), (n % 3 == 0, press)]
                .into_iter()
                .filter(|(is, _)| *is)
                .map(|(_, id)| id)
                .collect();
            member.newsletters = if n < 4 { vec![id(2)] } else { Vec::new() };
            writer.put_member(&member)?;
        }
        Ok(())
    });
    let reader = site.store.reader().unwrap();
    let newest = || vec![("created_at", Direction::Descending)];
    let found = |filter: &str| {
        let filter = filter::parse(filter).unwrap();
        let query = MemberQuery::new(Some(&filter), newest(), START).unwrap().page(0, 20);
        let members = reader.members(&query).unwrap();
        assert_eq!(members.len() as u64, reader.count_members(&query).unwrap());
        members.iter().map(|member| member.row.created_at - START).collect::<Vec<_>>()
    };
    assert_eq!(found("label:vip"), [8, 6, 4, 2]);
    assert_eq!(found("label:vip+label:press"), [6]);
    assert_eq!(found("label:-vip+label:-press"), [7, 5, 1]);
    assert_eq!(found("status:comped,subscribed:true"), [9, 8, 7, 3, 2, 1]);
    assert_eq!(found("name:~'aNA 7'"), [7]);
    assert_eq!(found("email:'reader-4@example.org'"), [4]);
    assert!(found("created_at:<='2026-01-01 00:00:00'").is_empty());
    let unknown = MemberQuery::new(Some(&filter::parse("password:1").unwrap()), newest(), START);
    assert!(matches!(unknown, Err(Error::Invalid { field: "filter", .. })));
    let page = MemberQuery::new(None, newest(), START).unwrap().page(2, 3);
    let names: Vec<_> =
        reader.members(&page).unwrap().iter().map(|member| member.row.created_at - START).collect();
    assert_eq!((names, reader.count_members(&page).unwrap()), (vec![7, 6, 5], 9));
    assert_eq!(reader.members_by_status().unwrap(), [("comped".into(), 3), ("free".into(), 6)]);
    assert!(MemberQuery::column("email") == Some("email") && MemberQuery::column("email; DROP").is_none());
}

fn members_are_counted_for_readers(site: &Site) {
    let totals = || site.store.reader().unwrap().member_totals().unwrap();
    assert_eq!(totals(), (0, 0));
    site.write(|writer| {
        for n in 1..=4 {
            let mut member = member(n);
            member.row.status = ["free", "paid", "comped", "paid"][n as usize - 1].into();
            writer.put_member(&member)?;
        }
        Ok(())
    });
    assert_eq!(totals(), (4, 2));
    let reader = site.store.reader().unwrap();
    let (_, seen) = (reader.member_totals().unwrap(), reader.noted());
    assert!(seen.contains(&Tag::table(Member::TABLE)), "a page with the figure goes when it changes");
    drop(reader);
    site.write(|writer| writer.put_row(&Newsletter::blank(id(2))));
    assert_eq!(totals(), (4, 2));
    site.write(|writer| writer.delete_member(&member(2).row.id));
    assert_eq!(totals(), (3, 1));
}

fn nobody_is_told_what_nobody_asked_for(site: &Site) {
    site.write(|writer| newsroom(writer, 0));
    site.write(|writer| {
        listen(writer, 1, "member.added")?;
        writer.put_post(&post(1))
    });
    let reader = site.store.reader().unwrap();
    assert!(reader.deliveries(&id(9_101), 9).unwrap().is_empty());
    assert_eq!(reader.next_job_at(Lane::Errand).unwrap(), None);
}

fn events_are_jobs_of_the_write(site: &Site) {
    site.write(|writer| newsroom(writer, 0));
    let seen = site.store.change_number();
    site.write(|writer| {
        listen(writer, 1, "post.published")?;
        listen(writer, 2, "tag.added")?;
        listen(writer, 3, "member.deleted")?;
        writer.put_post(&post(1))?;
        writer.put_tag(&tag(50))?;
        writer.put_member(&member(1))?;
        writer.delete_member(&member(1).row.id)?;
        Ok(())
    });
    assert!(site.store.change_number() > seen);
    let reader = site.store.reader().unwrap();
    let told = |webhook: u32| {
        let log = reader.deliveries(&id(9_100 + webhook), 9).unwrap();
        assert_eq!(log.len(), 1, "{log:?}");
        let (delivery, to) = reader.delivery(&log[0].id).unwrap().unwrap();
        assert_eq!((to.id, delivery.tries, delivery.done_at), (id(9_100 + webhook), 0, None));
        assert!(delivery.due_at.is_some() && *log[0].snapshot == *"");
        serde_json::from_str::<serde_json::Value>(&delivery.snapshot).unwrap()
    };
    let published = told(1);
    assert_eq!(published["current"]["row"]["id"], *post(1).row.id);
    assert!(published["previous"].is_null() && published["current"]["body"]["document"] == "");
    assert_eq!(told(2)["current"]["slug"], "tag-50");
    let gone = told(3);
    assert!(gone["current"].is_null() && gone["previous"]["row"]["email"] == "reader-1@example.org");
    drop(reader);
    // What is undone is told to nobody.
    let undone = site.store.write(|writer| {
        writer.put_tag(&tag(51))?;
        Err::<(), _>(Error::Missing { what: "nothing", id: String::new() })
    });
    assert!(undone.is_err());
    assert_eq!(site.store.reader().unwrap().deliveries(&id(9_102), 9).unwrap().len(), 1);
}

fn an_import_is_no_news(site: &Site) {
    site.write(|writer| newsroom(writer, 0));
    site.write(|writer| listen(writer, 1, "post.added").and_then(|_| listen(writer, 2, "site.changed")));
    let waiting = |webhook| site.store.reader().unwrap().deliveries(&id(webhook), 9).unwrap().len();
    let before = waiting(9_102);
    site.write(|writer| {
        writer.be_quiet();
        writer.put_post(&post(1))
    });
    assert_eq!((waiting(9_101), waiting(9_102)), (0, before));
}

fn a_change_of_the_site_is_told_once(site: &Site) {
    site.write(|writer| newsroom(writer, 0));
    site.write(|writer| listen(writer, 1, "site.changed"));
    let waiting = || site.store.reader().unwrap().deliveries(&id(9_101), 9).unwrap().len();
    let before = waiting();
    site.write(|writer| writer.put_member(&member(1)));
    assert_eq!(waiting(), before, "members are no part of the site");
    site.write(|writer| writer.put_post(&post(1)));
    site.write(|writer| writer.put_post(&post(2)));
    assert_eq!(waiting(), 1, "one that waits is enough");
    // Who is being told may miss what changes meanwhile.
    site.write(|writer| writer.take_job(Lane::Errand, Millis::MAX / 2, Millis::MAX / 2 + 1, "me")).unwrap();
    site.write(|writer| writer.put_post(&post(3)));
    assert_eq!(waiting(), 2);
}

fn errands_of_one_receiver_go_one_at_a_time(site: &Site) {
    site.write(|writer| {
        listen(writer, 1, "tag.added")?;
        listen(writer, 2, "tag.added")?;
        for n in 0..3 {
            writer.put_tag(&tag(n))?;
        }
        Ok(())
    });
    let now = Millis::MAX / 2;
    let take = |until| site.write(|writer| writer.take_job(Lane::Errand, now, until, "me"));
    let (one, other) = (take(now + 9).unwrap(), take(now + 9).unwrap());
    assert_ne!(one.payload, other.payload, "each goes to another address");
    assert_eq!(take(now + 9), None, "both are busy");
    assert!(site.write(|writer| writer.job_done(&one.id, "me")));
    assert_eq!(take(now + 9).unwrap().payload, one.payload);
}

fn what_failed_holds_its_receiver_up(site: &Site) {
    site.write(|writer| {
        let webhook = listen(writer, 1, "tag.added")?;
        for n in 0..3 {
            writer.put_tag(&tag(n))?;
        }
        let now = Millis::MAX / 2;
        let job = writer.take_job(Lane::Errand, now, now + 9, "me")?.unwrap();
        let delivery = writer.delivery(&job.about.parse()?)?.unwrap();
        let failed = Reply { status: Some(500), error: Some(format!("Request failed: {}", "é".repeat(60))) };
        writer.note_delivery(&delivery, &failed, now, now + 1_000)?;
        writer.job_failed(&job.id, "me", None, "500")?;
        assert_eq!(writer.take_job(Lane::Errand, now + 999, now + 2_000, "me")?, None);
        let seen = writer.row::<Webhook>(&webhook.id)?.unwrap();
        assert_eq!((seen.last_triggered_at, seen.last_triggered_status.as_deref()), (Some(now), Some("500")));
        assert!(seen.last_triggered_error.unwrap().len() <= 50);
        let given_up = writer.delivery(&delivery.id)?.unwrap();
        assert_eq!((given_up.tries, given_up.due_at, given_up.status), (1, None, Some(500)));
        // Somebody sends it again, and it arrives.
        assert!(writer.send_again(&delivery.id, now)?);
        let job = writer.take_job(Lane::Errand, now, now + 9, "me")?.unwrap();
        assert_eq!((&*job.kind, &*job.about), (WEBHOOK_JOB, delivery.id.as_str()));
        writer.note_delivery(&delivery, &Reply { status: Some(204), error: None }, now, now)?;
        writer.job_done(&job.id, "me")?;
        let arrived = writer.delivery(&delivery.id)?.unwrap();
        assert_eq!((arrived.done_at, &*arrived.snapshot, arrived.error), (Some(now), "", None));
        assert!(!writer.send_again(&delivery.id, now)?, "what has arrived is not sent again");
        Ok(())
    });
}

fn logs_are_short(site: &Site) {
    site.write(|writer| {
        let webhook = listen(writer, 1, "tag.added")?;
        let now = Millis::MAX / 2;
        for n in 0..60 {
            writer.put_tag(&tag(n))?;
            let job = writer.take_job(Lane::Errand, now, now + 9, "me")?.unwrap();
            let delivery = writer.delivery(&job.about.parse()?)?.unwrap();
            // As if they were a second apart.
            writer.note_delivery(&delivery, &Reply { status: Some(200), error: None }, now, now)?;
            writer.job_done(&job.id, "me")?;
        }
        assert_eq!(webhook.event.as_ref(), "tag.added");
        Ok(())
    });
    let kept = site.store.reader().unwrap().deliveries(&id(9_101), 100).unwrap().len();
    assert!(kept <= 51, "{kept}");
}

fn an_integration_goes_with_what_it_has(site: &Site) {
    site.write(|writer| {
        let webhook = listen(writer, 1, "tag.added")?;
        writer.put_tag(&tag(1))?;
        assert!(writer.delete_integration(&id(9_000))?.is_some());
        assert_eq!(writer.row::<Webhook>(&webhook.id)?, None);
        assert_eq!(writer.delete_integration(&id(9_000))?, None);
        // Nobody listens any more.
        writer.put_tag(&tag(2))?;
        assert_eq!(writer.take_job(Lane::Errand, Millis::MAX / 2, Millis::MAX / 2 + 9, "me")?, None);
        Ok(())
    });
}
