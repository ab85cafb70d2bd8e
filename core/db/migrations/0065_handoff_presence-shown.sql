-- Who is shown at the desk as being there: when a lease has ended, the consoles are told, once.

alter table presence add column is_shown boolean not null default true;
create index presence_shown on presence (lease_until) where is_shown;
