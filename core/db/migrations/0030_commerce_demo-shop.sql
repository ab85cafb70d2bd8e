-- The demo shop: a small shop in our own database, so that everything can be tried without another system.
create table shop_profile (
  id text primary key default 'shop' check (id = 'shop'),
  profile jsonb not null,
  return_policy jsonb not null
);

create table shop_category (
  id text primary key,
  position int not null,
  name jsonb not null,
  words jsonb not null
);

create table shop_product (
  id text primary key,
  position int not null,
  category text not null references shop_category (id),
  price int not null check (price >= 0),
  was_price int,
  currency text not null,
  is_final_sale boolean not null,
  is_sealed boolean not null,
  is_repairable boolean not null,
  warranty_months int not null,
  texts jsonb not null
);

create table shop_variant (
  id text primary key,
  product_id text not null references shop_product (id),
  position int not null,
  size text,
  colour jsonb,
  stock int not null check (stock >= 0),
  restock_at timestamptz
);
create index shop_variant_product on shop_variant (product_id, position);

create table shop_promotion (
  id text primary key,
  code text,
  body jsonb not null,
  minimum int,
  category text,
  starts_at timestamptz not null,
  ends_at timestamptz not null
);

create table shop_customer (
  id text primary key,
  language text not null,
  personal jsonb not null
);

create table shop_order (
  id text primary key,
  number text not null unique,
  customer_id text references shop_customer (id),
  state text not null check (state in ('placed', 'paid', 'packed', 'shipped', 'delivered', 'cancelled')),
  currency text not null,
  total int not null,
  shipping_fee int not null,
  placed_at timestamptz not null,
  shipped_at timestamptz,
  delivered_at timestamptz,
  due_at timestamptz,
  country text not null,
  payment_method text not null,
  charges jsonb not null,
  invoice_url text,
  personal jsonb not null
);
create index shop_order_customer on shop_order (customer_id, placed_at desc);

create table shop_order_line (
  order_id text not null references shop_order (id),
  id text not null,
  position int not null,
  product_id text not null references shop_product (id),
  variant_id text references shop_variant (id),
  quantity int not null check (quantity > 0),
  price int not null,
  primary key (order_id, id)
);

create table shop_parcel (
  id text primary key,
  order_id text not null references shop_order (id),
  carrier text not null,
  tracking_number text not null unique,
  tracking_url text,
  state text not null,
  due_at timestamptz,
  delivered_at timestamptz,
  left_at jsonb,
  line_ids jsonb not null
);
create index shop_parcel_order on shop_parcel (order_id);

create table shop_parcel_event (
  parcel_id text not null references shop_parcel (id),
  position int not null,
  happened_at timestamptz not null,
  place jsonb not null,
  what jsonb not null,
  primary key (parcel_id, position)
);

create table shop_return (
  rma text primary key,
  order_id text not null,
  line_id text not null,
  quantity int not null check (quantity > 0),
  reason text not null,
  resolution text not null check (resolution in ('refund', 'exchange', 'repair')),
  exchange_for text,
  state text not null,
  currency text not null,
  refund_amount int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  send_by timestamptz not null,
  refund_due_at timestamptz,
  refunded_at timestamptz,
  personal jsonb not null,
  foreign key (order_id, line_id) references shop_order_line (order_id, id)
);
create index shop_return_order on shop_return (order_id, created_at desc);

-- What was asked of the shop and what it answered, by the caller's key: the same key gets the same answer and has one effect.
create table shop_write (
  key text primary key,
  kind text not null,
  personal jsonb not null,
  answer jsonb,
  created_at timestamptz not null
);
