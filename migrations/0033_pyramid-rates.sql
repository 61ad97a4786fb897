-- Up Migration

-- Rates keep all digits, and say which way they are quoted: pounds for one unit, or units for one pound.
alter table pyramid.exchange_rate alter column rate type numeric;
alter table pyramid.exchange_rate add column quote text not null default 'POUNDS_PER_UNIT'
  constraint exchange_rate_quote_check check (quote in ('POUNDS_PER_UNIT', 'UNITS_PER_POUND'));
-- Pounds for one unit, by which amounts are multiplied: of units for one pound the reciprocal, to sixty digits after the
-- point, so that rounding a sum to thirty gives what exact arithmetic would.
alter table pyramid.exchange_rate add column pounds numeric not null
  generated always as (case quote when 'UNITS_PER_POUND' then trim_scale(round(1, 60) / rate) else rate end) stored;
alter table pyramid.exchange_rate add constraint exchange_rate_digits_check check (rate < 1e12 and scale(rate) <= 24);

alter table imports.run drop constraint run_kind_check;
alter table imports.run add constraint run_kind_check check (kind in ('INCIDENTS', 'REVENUE', 'RATES'));

-- Down Migration
delete from imports.imported_record r using imports.run u where u.id = r.run_id and u.kind = 'RATES';
delete from imports.checkpoint c using imports.run u where u.id = c.run_id and u.kind = 'RATES';
delete from imports.run where kind = 'RATES';
alter table imports.run drop constraint run_kind_check;
alter table imports.run add constraint run_kind_check check (kind in ('INCIDENTS', 'REVENUE'));

alter table pyramid.exchange_rate drop constraint exchange_rate_digits_check;
alter table pyramid.exchange_rate drop column pounds;
-- What would be cut to nothing keeps the smallest rate that there is room for.
alter table pyramid.exchange_rate alter column rate type numeric(18,8)
  using greatest(round(case quote when 'UNITS_PER_POUND' then 1 / rate else rate end, 8), 0.00000001);
alter table pyramid.exchange_rate drop column quote;
