-- A release is content, models and scorecard frozen together; publishing moves one pointer.

create table release (
  id uuid primary key,
  created_at timestamptz not null,
  -- Fingerprint of the shipped content and of the engine that read it; null for a release made by an editor.
  shipped_sha256 text,
  content jsonb not null,
  scorecard jsonb not null
);

create table release_model (
  release_id uuid not null references release (id) on delete cascade,
  language text not null,
  kind text not null check (kind in ('intents', 'mood')),
  bytes bytea not null,
  sha256 text not null,
  primary key (release_id, language, kind)
);

create table live_release (
  is_only boolean primary key default true check (is_only),
  release_id uuid not null references release (id),
  published_at timestamptz not null
);
