-- Up Migration

-- Amounts have as many digits after the point as the minor unit of their currency: none for JPY, three for KWD. Which they
-- may have is checked where they are recorded. Amounts that were recorded before keep the digits they have: nothing is
-- rounded here, because they are in the books.
alter table pyramid.revenue_entry alter column amount type numeric;
alter table pyramid.revenue_entry add constraint revenue_entry_amount_check check (abs(amount) < 1e16 and scale(amount) <= 3);

alter table maintenance.part alter column price type numeric;
alter table maintenance.part add constraint part_price_digits_check check (price < 1e16 and scale(price) <= 3);

-- What parts cost is rounded to the minor unit of its currency, which is known where it is recorded.
alter table maintenance.part_use alter column cost drop expression;
alter table maintenance.part_use alter column cost type numeric;
-- Processes of the release before, which leave it to the database, may still run.
create function maintenance.price_part_use() returns trigger language plpgsql as $$
begin
  new.cost := round(new.quantity * new.unit_price, 2);
  return new;
end $$;
create trigger price before insert on maintenance.part_use
  for each row when (new.cost is null) execute function maintenance.price_part_use();
alter table maintenance.part_use alter column unit_price type numeric;
alter table maintenance.part_use add constraint part_use_money_check check (scale(unit_price) <= 3 and scale(cost) <= 3);

alter table sla.credit_statement
  alter column uncapped type numeric, alter column cap type numeric, alter column credit type numeric,
  alter column difference type numeric;
alter table sla.credit_statement add constraint credit_statement_money_check
  check (scale(uncapped) <= 3 and scale(cap) <= 3 and scale(credit) <= 3 and scale(difference) <= 3);
alter table sla.credit_statement_line alter column amount type numeric;
alter table sla.credit_statement_line add constraint credit_statement_line_amount_check check (scale(amount) <= 3);

-- Down Migration
alter table sla.credit_statement_line drop constraint credit_statement_line_amount_check;
alter table sla.credit_statement_line alter column amount type numeric(18,2);
alter table sla.credit_statement drop constraint credit_statement_money_check;
alter table sla.credit_statement
  alter column uncapped type numeric(24,2), alter column cap type numeric(18,2), alter column credit type numeric(24,2),
  alter column difference type numeric(24,2);

drop trigger price on maintenance.part_use;
drop function maintenance.price_part_use();
alter table maintenance.part_use drop constraint part_use_money_check;
alter table maintenance.part_use drop column cost;
alter table maintenance.part_use alter column unit_price type numeric(18,2);
alter table maintenance.part_use add column cost numeric(20,2) not null generated always as (round(quantity * unit_price, 2)) stored;

alter table maintenance.part drop constraint part_price_digits_check;
alter table maintenance.part alter column price type numeric(18,2);

alter table pyramid.revenue_entry drop constraint revenue_entry_amount_check;
alter table pyramid.revenue_entry alter column amount type numeric(18,2);
