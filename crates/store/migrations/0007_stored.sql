-- What Ghost's Admin API stores beside stories: members with their labels and newsletters, tiers, offers, snippets; and the addresses that
-- are told of events. Tables and columns have Ghost's names. No name or address is unique here: an import is taken as it is,
-- and the verbs refuse what is taken.
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

-- Ghost calls its tiers products.
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

ALTER TABLE integrations ADD COLUMN description TEXT;
ALTER TABLE integrations ADD COLUMN updated_at BIGINT;

-- Who is told of which events. What is sent is kept in `webhook_deliveries` until it has arrived, and a job of the same id sends it.
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

-- An older version kept such rows of an import as they came; a job makes rows of them.
INSERT INTO jobs (id, lane, kind, dedupe, payload, due_at, attempts, created_at)
    SELECT '000000000000000000000007', 'heavy', 'kept.rows', 'all', '', 0, 0, 0 WHERE EXISTS (SELECT 1 FROM kept);
