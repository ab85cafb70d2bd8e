-- What was said last between the shopper and the person in charge: the console's lines show it.

alter table handoff add column personal_last jsonb;
