-- Wrapped keys, in a schema of their own: left out of the log's dump, with a backup of their own (design D5).
create schema safeguard_keys;

create table safeguard_keys.master_keys (
    id         uuid        primary key,
    protected  bytea       not null, -- by Data Protection, whose key ring lies outside the database
    created_at timestamptz not null
);

create table safeguard_keys.data_keys (
    id           uuid        primary key,
    subject      text        not null,
    controller   text        not null,
    master       uuid        not null references safeguard_keys.master_keys (id),
    wrapped      bytea       null,     -- null once destroyed
    created_at   timestamptz not null,
    destroyed_at timestamptz null,
    check ((wrapped is null) = (destroyed_at is not null))
);
-- One living key for each subject and controller. After an erasure a new entry about the same person gets a new key.
create unique index data_keys_owner on safeguard_keys.data_keys (subject, controller) where destroyed_at is null;

-- Keys of the service itself: for search terms and for idempotency. Never handed to a reader, never destroyed.
create table safeguard_keys.service_keys (
    name    text  primary key,
    master  uuid  not null references safeguard_keys.master_keys (id),
    wrapped bytea not null
);
