-- The whole present schema: what the migrations add up to. A test holds it true; copies of a database follow it.
-- `/* CLUSTERED */` becomes WITHOUT ROWID on SQLite; TEXT compares by bytes on both engines.
-- Times are milliseconds UTC. `listed_at` is `published_at` of what readers may see, otherwise NULL. `feature_image_focus` is `33% 20%`.

CREATE TABLE migrations (
    version BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE posts (
    id TEXT PRIMARY KEY,
    uuid TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('post', 'page')),
    status TEXT NOT NULL CHECK (status IN ('draft', 'scheduled', 'published', 'sent')),
    slug TEXT NOT NULL,
    title TEXT NOT NULL,
    kicker TEXT,
    custom_excerpt TEXT,
    excerpt TEXT NOT NULL,
    feature_image TEXT,
    feature_image_alt TEXT,
    feature_image_caption TEXT,
    feature_image_credit TEXT,
    feature_image_width BIGINT,
    feature_image_height BIGINT,
    visibility TEXT NOT NULL,
    featured BOOLEAN NOT NULL,
    language TEXT NOT NULL,
    translation_key TEXT,
    canonical_url TEXT,
    custom_template TEXT,
    show_title_and_feature_image BOOLEAN NOT NULL,
    email_only BOOLEAN NOT NULL,
    comment_id TEXT,
    reading_time BIGINT NOT NULL,
    word_count BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    published_at BIGINT,
    edited_at BIGINT,
    listed_at BIGINT,
    feature_image_focus TEXT
);
CREATE UNIQUE INDEX posts_slug ON posts (slug, kind);
CREATE UNIQUE INDEX posts_uuid ON posts (uuid);
CREATE INDEX posts_listed ON posts (kind, listed_at, id) WHERE listed_at IS NOT NULL;
CREATE INDEX posts_language ON posts (kind, language, listed_at, id) WHERE listed_at IS NOT NULL;
CREATE INDEX posts_featured ON posts (kind, listed_at, id) WHERE featured AND listed_at IS NOT NULL;
CREATE INDEX posts_updated ON posts (kind, updated_at, id) WHERE listed_at IS NOT NULL;
CREATE INDEX posts_translations ON posts (translation_key, language) WHERE translation_key IS NOT NULL;

CREATE TABLE post_bodies (
    post_id TEXT PRIMARY KEY REFERENCES posts (id),
    document TEXT NOT NULL,
    html TEXT NOT NULL,
    plaintext TEXT NOT NULL,
    codeinjection_head TEXT,
    codeinjection_foot TEXT,
    trusted BOOLEAN NOT NULL
);

-- `terms` is the post's own list (“term weight” a line); post_terms is the index over the public ones.
CREATE TABLE post_meta (
    post_id TEXT PRIMARY KEY REFERENCES posts (id),
    meta_title TEXT,
    meta_description TEXT,
    og_image TEXT,
    og_title TEXT,
    og_description TEXT,
    twitter_image TEXT,
    twitter_title TEXT,
    twitter_description TEXT,
    email_subject TEXT,
    email_recipient_filter TEXT,
    newsletter_id TEXT,
    frontmatter TEXT,
    created_by TEXT,
    published_by TEXT,
    terms TEXT NOT NULL
);

CREATE TABLE tags (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    description TEXT,
    feature_image TEXT,
    visibility TEXT NOT NULL CHECK (visibility IN ('public', 'internal')),
    accent_color TEXT,
    canonical_url TEXT,
    meta_title TEXT,
    meta_description TEXT,
    og_image TEXT,
    og_title TEXT,
    og_description TEXT,
    twitter_image TEXT,
    twitter_title TEXT,
    twitter_description TEXT,
    codeinjection_head TEXT,
    codeinjection_foot TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    posts BIGINT NOT NULL
);
CREATE UNIQUE INDEX tags_slug ON tags (slug);
CREATE INDEX tags_name ON tags (visibility, name, id);
CREATE INDEX tags_posts ON tags (visibility, posts, id);

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    email TEXT,
    status TEXT NOT NULL,
    profile_image TEXT,
    cover_image TEXT,
    bio TEXT,
    website TEXT,
    location TEXT,
    facebook TEXT,
    twitter TEXT,
    threads TEXT,
    bluesky TEXT,
    mastodon TEXT,
    tiktok TEXT,
    youtube TEXT,
    instagram TEXT,
    linkedin TEXT,
    meta_title TEXT,
    meta_description TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    posts BIGINT NOT NULL
);
CREATE UNIQUE INDEX users_slug ON users (slug);
CREATE INDEX users_name ON users (name, id);
CREATE INDEX users_posts ON users (posts, id);

CREATE TABLE posts_tags (
    post_id TEXT NOT NULL REFERENCES posts (id),
    sort_order BIGINT NOT NULL,
    tag_id TEXT NOT NULL REFERENCES tags (id),
    listed_at BIGINT,
    language TEXT NOT NULL,
    PRIMARY KEY (post_id, sort_order)
) /* CLUSTERED */;
CREATE INDEX posts_tags_listed ON posts_tags (tag_id, listed_at, post_id, language);

CREATE TABLE posts_authors (
    post_id TEXT NOT NULL REFERENCES posts (id),
    sort_order BIGINT NOT NULL,
    author_id TEXT NOT NULL REFERENCES users (id),
    listed_at BIGINT,
    language TEXT NOT NULL,
    PRIMARY KEY (post_id, sort_order)
) /* CLUSTERED */;
CREATE INDEX posts_authors_listed ON posts_authors (author_id, listed_at, post_id, language);

CREATE TABLE post_terms (
    term TEXT NOT NULL,
    listed_at BIGINT NOT NULL,
    post_id TEXT NOT NULL,
    weight BIGINT NOT NULL,
    PRIMARY KEY (term, listed_at, post_id)
) /* CLUSTERED */;

CREATE TABLE old_slugs (
    slug TEXT PRIMARY KEY,
    post_id TEXT NOT NULL
) /* CLUSTERED */;
CREATE INDEX old_slugs_post ON old_slugs (post_id);

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) /* CLUSTERED */;

CREATE TABLE redirects (
    position BIGINT PRIMARY KEY,
    from_pattern TEXT NOT NULL,
    to_url TEXT NOT NULL,
    permanent BOOLEAN NOT NULL
);

CREATE TABLE post_views (
    day BIGINT NOT NULL,
    post_id TEXT NOT NULL,
    views BIGINT NOT NULL,
    PRIMARY KEY (day, post_id)
) /* CLUSTERED */;
CREATE INDEX post_views_post ON post_views (post_id);

CREATE TABLE popular (
    rank BIGINT PRIMARY KEY,
    post_id TEXT NOT NULL
);

CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    n BIGINT NOT NULL
) /* CLUSTERED */;

CREATE TABLE kept (
    entity TEXT NOT NULL,
    id TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (entity, id)
) /* CLUSTERED */;

CREATE TABLE imports (
    entity TEXT NOT NULL,
    id TEXT NOT NULL,
    hash BIGINT NOT NULL,
    PRIMARY KEY (entity, id)
) /* CLUSTERED */;

CREATE TABLE changes (
    seq BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    tags TEXT NOT NULL
);

-- People who sign in: accounts, sessions, letters on their way, the audit log.
-- A row of `users` is an author; with a row of `staff` it is also somebody who signs in.

CREATE TABLE staff (
    user_id TEXT PRIMARY KEY REFERENCES users (id),
    email TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('contributor', 'author', 'sub_editor', 'editor', 'administrator', 'owner')),
    status TEXT NOT NULL CHECK (status IN ('active', 'suspended')),
    password_hash TEXT,
    language TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT
);
CREATE UNIQUE INDEX staff_email ON staff (email);

-- The topics to which a role is limited; none: it holds everywhere.
CREATE TABLE staff_topics (
    user_id TEXT NOT NULL,
    tag_id TEXT NOT NULL,
    PRIMARY KEY (user_id, tag_id)
) /* CLUSTERED */;

-- `token_hash` is SHA-256 of what the browser holds. `proof` is how they signed in; `half`: the password was right, the code is still to
-- come, and the session opens nothing. `proved_at` is when they last showed that it is they.
CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    proof TEXT NOT NULL CHECK (proof IN ('half', 'password', 'code', 'passkey')),
    proved_at BIGINT NOT NULL,
    agent TEXT NOT NULL,
    address TEXT NOT NULL
) /* CLUSTERED */;
CREATE INDEX sessions_user ON sessions (user_id, created_at);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- One-time links: the owner's first one, invitations, password resets. `json` holds what the purpose needs.
CREATE TABLE links (
    token_hash TEXT PRIMARY KEY,
    purpose TEXT NOT NULL,
    subject TEXT NOT NULL,
    json TEXT NOT NULL,
    created_by TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
) /* CLUSTERED */;
CREATE INDEX links_purpose ON links (purpose, created_at);

-- Append-only: no statement changes or removes a row. `actor` is none for the machine's operator.
CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT,
    actor_name TEXT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    before_text TEXT,
    after_text TEXT,
    address TEXT NOT NULL
);
CREATE INDEX audit_at ON audit (at, id);
CREATE INDEX audit_actor ON audit (actor, at, id);
CREATE INDEX audit_subject ON audit (subject, at, id);

-- The second factor: the secret of an authenticator app in base32; `last_step` is the newest 30 seconds whose code was used.
CREATE TABLE totp (
    user_id TEXT PRIMARY KEY,
    secret TEXT NOT NULL,
    last_step BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

-- SHA-256 of codes that work once each when the app is lost.
CREATE TABLE recovery_codes (
    user_id TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    PRIMARY KEY (user_id, code_hash)
) /* CLUSTERED */;

-- `id` is the credential's id in base64url, `json` its public key and counter.
CREATE TABLE passkeys (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    json TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX passkeys_user ON passkeys (user_id, created_at);

-- Browsers that somebody has signed in from, by a cookie of their own: a new one is told to them by mail.
CREATE TABLE devices (
    user_id TEXT NOT NULL,
    device_hash TEXT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, device_hash)
) /* CLUSTERED */;

-- The switch “under attack”: at most one row, while it is on.
CREATE TABLE alarm (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    raised_at BIGINT NOT NULL,
    raised_by TEXT NOT NULL
);

-- How often somebody tried, under the SHA-256 of what is counted: an account, a network address. `since` is when the count began; what is
-- older than the window counts no more and is swept out.
CREATE TABLE attempts (
    key TEXT PRIMARY KEY,
    tries BIGINT NOT NULL,
    since BIGINT NOT NULL
) /* CLUSTERED */;
CREATE INDEX attempts_since ON attempts (since);

-- What the desk knows of a story beyond what readers see: state, assignments, revisions, comments, jobs.

-- A row beside each row of `posts`, written with it. `at` is the story's date on the desk: publication of what is published or
-- scheduled, when it went to the trash, otherwise the last change. `n` is in the order of creation and names the story to the
-- search index. `version` counts changes of details, `changed` says that what is written is newer than what readers see.
CREATE TABLE desk (
    post_id TEXT PRIMARY KEY REFERENCES posts (id),
    n BIGINT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'review', 'scheduled', 'published', 'sent', 'trash')),
    at BIGINT NOT NULL,
    language TEXT NOT NULL,
    version BIGINT NOT NULL,
    due_at BIGINT,
    target_words BIGINT,
    embargo_until BIGINT,
    trashed_at BIGINT,
    trashed_from TEXT,
    changed BOOLEAN NOT NULL,
    created_by TEXT
);
CREATE UNIQUE INDEX desk_n ON desk (n);

CREATE TABLE desk_people (
    post_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (post_id, user_id)
) /* CLUSTERED */;

-- The desk's lists: a row for each list that a story stands in. `facet` is kind, state and one more property.
CREATE TABLE desk_index (
    facet TEXT NOT NULL,
    at BIGINT NOT NULL,
    post_id TEXT NOT NULL,
    PRIMARY KEY (facet, at, post_id)
) /* CLUSTERED */;

-- The distinct stems of a story, from which each engine makes its own search index (`search.*.sql`).
CREATE TABLE story_words (
    n BIGINT PRIMARY KEY,
    words TEXT NOT NULL
);

CREATE TABLE revisions (
    id TEXT PRIMARY KEY,
    post_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    by_id TEXT,
    by_name TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('autosaved', 'published', 'restored')),
    title TEXT NOT NULL,
    standfirst TEXT NOT NULL,
    words BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX revisions_post ON revisions (post_id, at, id);

-- `parent` is the comment that a reply answers.
CREATE TABLE comments (
    id TEXT PRIMARY KEY,
    post_id TEXT NOT NULL,
    parent TEXT,
    anchor TEXT NOT NULL,
    quote TEXT NOT NULL,
    body TEXT NOT NULL,
    by_id TEXT,
    by_name TEXT NOT NULL,
    at BIGINT NOT NULL,
    resolved_at BIGINT,
    resolved_by TEXT
);
CREATE INDEX comments_post ON comments (post_id, at, id);

-- Links by which somebody without an account sees a story before it is published. `token_hash` is SHA-256 of what they hold.
CREATE TABLE preview_links (
    token_hash TEXT PRIMARY KEY,
    post_id TEXT NOT NULL,
    created_by TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
) /* CLUSTERED */;
CREATE INDEX preview_links_post ON preview_links (post_id);

-- Work that is to be done, written in the transaction that causes it. `due_at` is when it may be taken; who takes it moves
-- `due_at` to the end of the lease and writes its own token. Work that was given up has no `due_at`.
CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    lane TEXT NOT NULL,
    kind TEXT NOT NULL,
    dedupe TEXT NOT NULL,
    payload TEXT NOT NULL,
    due_at BIGINT,
    attempts BIGINT NOT NULL,
    lease TEXT,
    error TEXT,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX jobs_dedupe ON jobs (kind, dedupe);
CREATE INDEX jobs_due ON jobs (lane, due_at, id) WHERE due_at IS NOT NULL;

-- Stories while they are written together.

-- `state` is the shared document (base64) up to and including change number `upto`, `last` the number of the latest change, `saved` that of
-- the change up to which the story's row says the same, `base` the digest of what that row said then.
CREATE TABLE live_stories (
    post_id TEXT PRIMARY KEY REFERENCES posts (id),
    state TEXT NOT NULL,
    upto BIGINT NOT NULL,
    last BIGINT NOT NULL,
    saved BIGINT NOT NULL,
    base TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT
);

CREATE TABLE live_changes (
    post_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    bytes TEXT NOT NULL,
    PRIMARY KEY (post_id, number)
) /* CLUSTERED */;

-- What was uploaded. `sha256` is of the file as it came, which lies below `originals/` and is nobody's but the newsroom's; `path` is the
-- public address of what readers may get. `removed` and `remains` are words of the media crate; the focus is in hundredths of the picture.

CREATE TABLE media (
    id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('image', 'video', 'audio', 'file')),
    mime TEXT NOT NULL,
    path TEXT NOT NULL,
    original TEXT NOT NULL,
    width BIGINT,
    height BIGINT,
    bytes BIGINT NOT NULL,
    name TEXT NOT NULL,
    caption TEXT,
    credit TEXT,
    alt TEXT,
    focus_x BIGINT,
    focus_y BIGINT,
    removed TEXT NOT NULL,
    remains TEXT NOT NULL,
    uploaded_by TEXT,
    uploaded_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX media_sha256 ON media (sha256);
CREATE UNIQUE INDEX media_path ON media (path);
CREATE INDEX media_uploaded ON media (uploaded_at, id);
CREATE INDEX media_kind ON media (kind, uploaded_at, id);

-- Words of name, caption, credit and alternative text, in lower case.
CREATE TABLE media_words (
    word TEXT NOT NULL,
    media_id TEXT NOT NULL,
    PRIMARY KEY (word, media_id)
) /* CLUSTERED */;
CREATE INDEX media_words_media ON media_words (media_id);

-- Which files of `content/` are shown by which post, tag, author or setting; kept by whoever writes those rows.
CREATE TABLE media_uses (
    path TEXT NOT NULL,
    entity TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    PRIMARY KEY (path, entity, entity_id)
) /* CLUSTERED */;
CREATE INDEX media_uses_entity ON media_uses (entity, entity_id);

-- Further public addresses of a file: an archive that came from elsewhere may have the same picture twice.
CREATE TABLE media_addresses (
    path TEXT PRIMARY KEY,
    media_id TEXT NOT NULL
) /* CLUSTERED */;
CREATE INDEX media_addresses_media ON media_addresses (media_id);
-- The Editor's Picks that were put in order; featured posts follow them, the newest first.
CREATE TABLE picks (
    position BIGINT PRIMARY KEY,
    post_id TEXT NOT NULL
);
CREATE UNIQUE INDEX picks_post ON picks (post_id);
-- Programs that ask the site through Ghost's APIs, and the keys that let them in. A content key is no secret (it stands in public pages);
-- an admin key would be, and is kept readable all the same, since its holder signs with it.
CREATE TABLE integrations (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    description TEXT,
    updated_at BIGINT
);
CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    integration_id TEXT NOT NULL REFERENCES integrations (id),
    kind TEXT NOT NULL CHECK (kind IN ('content', 'admin')),
    secret TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX api_keys_secret ON api_keys (secret);
CREATE INDEX api_keys_integration ON api_keys (integration_id);

-- Addresses at which the site can be seen in another theme, or with other settings of one, before readers see it so.
CREATE TABLE theme_previews (
    token_hash TEXT PRIMARY KEY,
    theme TEXT NOT NULL,
    texts TEXT NOT NULL,
    created_by TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX theme_previews_expiry ON theme_previews (expires_at);
CREATE TABLE members (
    id TEXT PRIMARY KEY,
    uuid TEXT NOT NULL,
    email TEXT NOT NULL,
    status TEXT NOT NULL,
    name TEXT,
    note TEXT,
    geolocation TEXT,
    enable_comment_notifications BOOLEAN NOT NULL,
    email_count BIGINT NOT NULL,
    email_opened_count BIGINT NOT NULL,
    email_open_rate BIGINT,
    last_seen_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX members_email ON members (email);
CREATE INDEX members_created ON members (created_at, id);
CREATE TABLE labels (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE TABLE members_labels (
    id TEXT PRIMARY KEY,
    member_id TEXT NOT NULL,
    label_id TEXT NOT NULL,
    sort_order BIGINT NOT NULL
);
CREATE INDEX members_labels_member ON members_labels (member_id, sort_order);
CREATE INDEX members_labels_label ON members_labels (label_id, member_id);
CREATE TABLE members_newsletters (
    id TEXT PRIMARY KEY,
    member_id TEXT NOT NULL,
    newsletter_id TEXT NOT NULL
);
CREATE INDEX members_newsletters_member ON members_newsletters (member_id);
CREATE INDEX members_newsletters_newsletter ON members_newsletters (newsletter_id, member_id);
CREATE TABLE members_products (
    id TEXT PRIMARY KEY,
    member_id TEXT NOT NULL,
    product_id TEXT NOT NULL,
    sort_order BIGINT NOT NULL,
    expiry_at BIGINT
);
CREATE INDEX members_products_member ON members_products (member_id, sort_order);
CREATE INDEX members_products_product ON members_products (product_id, member_id);
CREATE TABLE newsletters (
    id TEXT PRIMARY KEY,
    uuid TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    feedback_enabled BOOLEAN NOT NULL,
    slug TEXT NOT NULL,
    sender_name TEXT,
    sender_email TEXT,
    sender_reply_to TEXT NOT NULL,
    status TEXT NOT NULL,
    visibility TEXT NOT NULL,
    subscribe_on_signup BOOLEAN NOT NULL,
    sort_order BIGINT NOT NULL,
    header_image TEXT,
    show_header_icon BOOLEAN NOT NULL,
    show_header_title BOOLEAN NOT NULL,
    show_excerpt BOOLEAN NOT NULL,
    title_font_category TEXT NOT NULL,
    title_alignment TEXT NOT NULL,
    show_feature_image BOOLEAN NOT NULL,
    body_font_category TEXT NOT NULL,
    footer_content TEXT,
    show_badge BOOLEAN NOT NULL,
    show_header_name BOOLEAN NOT NULL,
    show_post_title_section BOOLEAN NOT NULL,
    show_comment_cta BOOLEAN NOT NULL,
    show_subscription_details BOOLEAN NOT NULL,
    show_latest_posts BOOLEAN NOT NULL,
    show_share_button BOOLEAN NOT NULL,
    background_color TEXT NOT NULL,
    post_title_color TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    button_corners TEXT NOT NULL,
    button_style TEXT NOT NULL,
    title_font_weight TEXT NOT NULL,
    link_style TEXT NOT NULL,
    image_corners TEXT NOT NULL,
    header_background_color TEXT NOT NULL,
    section_title_color TEXT,
    divider_color TEXT,
    button_color TEXT,
    link_color TEXT
);
CREATE TABLE products (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    welcome_page_url TEXT,
    visibility TEXT NOT NULL,
    trial_days BIGINT NOT NULL,
    description TEXT,
    type TEXT NOT NULL,
    currency TEXT,
    monthly_price BIGINT,
    yearly_price BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE TABLE benefits (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE TABLE products_benefits (
    id TEXT PRIMARY KEY,
    product_id TEXT NOT NULL,
    benefit_id TEXT NOT NULL,
    sort_order BIGINT NOT NULL
);
CREATE INDEX products_benefits_product ON products_benefits (product_id, sort_order);
CREATE TABLE offers (
    id TEXT PRIMARY KEY,
    active BOOLEAN NOT NULL,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    product_id TEXT,
    stripe_coupon_id TEXT,
    interval TEXT NOT NULL,
    currency TEXT,
    discount_type TEXT NOT NULL,
    discount_amount BIGINT NOT NULL,
    duration TEXT NOT NULL,
    duration_in_months BIGINT,
    portal_title TEXT,
    portal_description TEXT,
    redemption_type TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE TABLE snippets (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    mobiledoc TEXT NOT NULL,
    lexical TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE TABLE webhooks (
    id TEXT PRIMARY KEY,
    integration_id TEXT NOT NULL REFERENCES integrations (id),
    event TEXT NOT NULL,
    target_url TEXT NOT NULL,
    name TEXT,
    secret TEXT,
    api_version TEXT NOT NULL,
    last_triggered_at BIGINT,
    last_triggered_status TEXT,
    last_triggered_error TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX webhooks_integration ON webhooks (integration_id);
CREATE TABLE webhook_deliveries (
    id TEXT PRIMARY KEY,
    webhook_id TEXT NOT NULL REFERENCES webhooks (id),
    event TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    done_at BIGINT,
    tries BIGINT NOT NULL,
    status BIGINT,
    error TEXT
);
CREATE INDEX webhook_deliveries_webhook ON webhook_deliveries (webhook_id, created_at, id);
CREATE TABLE posts_products (
    post_id TEXT NOT NULL REFERENCES posts (id),
    sort_order BIGINT NOT NULL,
    product_id TEXT NOT NULL REFERENCES products (id),
    PRIMARY KEY (post_id, sort_order)
) /* CLUSTERED */;
CREATE TABLE recommendations (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    excerpt TEXT,
    featured_image TEXT,
    favicon TEXT,
    description TEXT,
    one_click_subscribe BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT
);
