-- Up Migration
-- Characters are counted as people count them, and one may have several code points: the bounds of the database are those
-- of the kernel (ten code points for each character that a text may have).
alter table contacts.contact drop constraint contact_subject_check,
  add constraint contact_subject_check check (length(subject) between 1 and 2000);
alter table contacts.contact drop constraint contact_body_check,
  add constraint contact_body_check check (length(body) <= 100000);
alter table services.request drop constraint request_subject_check,
  add constraint request_subject_check check (length(subject) between 1 and 2000);
alter table services.request drop constraint request_description_check,
  add constraint request_description_check check (length(description) <= 200000);
alter table services.request drop constraint request_priority_reason_check,
  add constraint request_priority_reason_check check (length(priority_reason) <= 5000);
alter table services.request_event drop constraint request_event_body_check,
  add constraint request_event_body_check check (length(body) <= 200000);
alter table platform.file drop constraint file_name_check,
  add constraint file_name_check check (length(name) between 1 and 2000);
alter table management.duty drop constraint duty_subject_check,
  add constraint duty_subject_check check (length(subject) between 1 and 2000);
alter table management.duty drop constraint duty_description_check,
  add constraint duty_description_check check (length(description) <= 200000);
alter table management.duty_exception drop constraint duty_exception_reason_check,
  add constraint duty_exception_reason_check check (length(reason) <= 5000);
alter table management.review_plan drop constraint review_plan_name_check,
  add constraint review_plan_name_check check (length(name) between 1 and 1200);
alter table management.review drop constraint review_name_check,
  add constraint review_name_check check (length(name) between 1 and 1200);
alter table management.review drop constraint review_minutes_check,
  add constraint review_minutes_check check (length(minutes) <= 500000);
alter table management.review_agenda_item drop constraint review_agenda_item_title_check,
  add constraint review_agenda_item_title_check check (length(title) between 1 and 2000);
alter table management.review_agenda_item drop constraint review_agenda_item_notes_check,
  add constraint review_agenda_item_notes_check check (length(notes) <= 50000);
alter table management.review_action drop constraint review_action_text_check,
  add constraint review_action_text_check check (length(text) between 1 and 20000);
alter table management.review_action drop constraint review_action_done_note_check,
  add constraint review_action_done_note_check check (length(done_note) <= 20000);

-- Telephone numbers as E.164 has them, beside what was typed. Of those of before, only what has a country code and nothing
-- that is not dialled says by itself which number it is; the others get theirs with their next change.
alter table customers.person add column phone_e164 text;
create index person_phone on customers.person (phone_e164);

-- What nobody can see in names and addresses goes. Joiners, which some scripts and emoji need, stay in names; an address
-- needs none. An e-mail address that would then be that of another employee stays as it is, and is named in a warning.
create function pg_temp.seen(given text) returns text language sql immutable as $$
  select normalize(btrim(regexp_replace(
    regexp_replace(given,
      '[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]', '', 'g'),
    '[\s\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', ' ', 'g')), NFC)
$$;
create function pg_temp.address(given text) returns text language sql immutable as $$
  select case when position('@' in clean) = 0 then clean
              else left(clean, -length(domain)) || lower(domain) end
    from (select clean, split_part(clean, '@', -1) as domain
            from (select regexp_replace(pg_temp.seen(given), '[\u200c\u200d\ufe00-\ufe0f]', '', 'g') as clean) cleaned) parts
$$;

select set_config('meridian.ctx', '{"actor": null, "via": "cli", "request": "migration 0035"}', true);
do $$
declare
  lines text[] := array[
    'identity.region.name', 'identity.office.name', 'identity.office.name_native', 'identity.office.city',
    'identity.employee.name', 'identity.employee.name_native', 'identity.employee.title', 'identity.role.name',
    'identity.role.name_native', 'identity.team.name', 'identity.team.name_native', 'customers.sector.name',
    'customers.sector.name_native', 'customers.customer.name', 'customers.customer.name_native', 'customers.branch.name',
    'customers.branch.name_native', 'customers.branch.city', 'customers.branch.incumbent', 'customers.person.name',
    'customers.person.name_native', 'customers.person.phone', 'customers.person.role_title', 'customers.job.name',
    'customers.job.city', 'customers.job.site', 'contacts.contact_type.name', 'contacts.contact_type.name_native'];
  parts text[];
  line text;
  twin record;
begin
  foreach line in array lines loop
    parts := string_to_array(line, '.');
    if exists (select from information_schema.columns
                where table_schema = parts[1] and table_name = parts[2] and column_name = parts[3]) then
      execute format('update %1$I.%2$I set %3$I = pg_temp.seen(%3$I) where %3$I <> pg_temp.seen(%3$I) and pg_temp.seen(%3$I) <> %4$L',
        parts[1], parts[2], parts[3], '');
    end if;
  end loop;
  update customers.person set phone_e164 = '+' || regexp_replace(phone, '[^0-9]', '', 'g')
   where phone ~ '^\+[1-9][0-9 ./()\u2010-\u2015-]+$' and phone !~ '\(0+\)'
     and length(regexp_replace(phone, '[^0-9]', '', 'g')) between 8 and 15;
  update customers.person set email = pg_temp.address(email)
   where email <> pg_temp.address(email) and pg_temp.address(email) <> '';
  for twin in
    select e.id, e.email, pg_temp.address(e.email) as clean from identity.employee e
     where e.email <> pg_temp.address(e.email) and pg_temp.address(e.email) <> '' order by e.active desc, e.id
  loop
    if exists (select from identity.employee o where o.id <> twin.id and lower(o.email) = lower(twin.clean)) then
      raise warning 'employee % has an e-mail address that looks like that of another employee, %: change one of them', twin.id, twin.clean;
    else
      update identity.employee set email = twin.clean where id = twin.id;
    end if;
  end loop;
end $$;
select set_config('meridian.ctx', '', true);
drop function pg_temp.address(text);
drop function pg_temp.seen(text);

-- Down Migration
drop index customers.person_phone;
alter table customers.person drop column phone_e164;
alter table contacts.contact drop constraint contact_subject_check,
  add constraint contact_subject_check check (length(subject) between 1 and 200) not valid;
alter table contacts.contact drop constraint contact_body_check,
  add constraint contact_body_check check (length(body) <= 10000) not valid;
alter table services.request drop constraint request_subject_check,
  add constraint request_subject_check check (length(subject) between 1 and 200) not valid;
alter table services.request drop constraint request_description_check,
  add constraint request_description_check check (length(description) <= 20000) not valid;
alter table services.request drop constraint request_priority_reason_check,
  add constraint request_priority_reason_check check (length(priority_reason) <= 500) not valid;
alter table services.request_event drop constraint request_event_body_check,
  add constraint request_event_body_check check (length(body) <= 20000) not valid;
alter table platform.file drop constraint file_name_check,
  add constraint file_name_check check (length(name) between 1 and 200) not valid;
alter table management.duty drop constraint duty_subject_check,
  add constraint duty_subject_check check (length(subject) between 1 and 200) not valid;
alter table management.duty drop constraint duty_description_check,
  add constraint duty_description_check check (length(description) <= 20000) not valid;
alter table management.duty_exception drop constraint duty_exception_reason_check,
  add constraint duty_exception_reason_check check (length(reason) <= 500) not valid;
alter table management.review_plan drop constraint review_plan_name_check,
  add constraint review_plan_name_check check (length(name) between 1 and 120) not valid;
alter table management.review drop constraint review_name_check,
  add constraint review_name_check check (length(name) between 1 and 120) not valid;
alter table management.review drop constraint review_minutes_check,
  add constraint review_minutes_check check (length(minutes) <= 50000) not valid;
alter table management.review_agenda_item drop constraint review_agenda_item_title_check,
  add constraint review_agenda_item_title_check check (length(title) between 1 and 200) not valid;
alter table management.review_agenda_item drop constraint review_agenda_item_notes_check,
  add constraint review_agenda_item_notes_check check (length(notes) <= 5000) not valid;
alter table management.review_action drop constraint review_action_text_check,
  add constraint review_action_text_check check (length(text) between 1 and 2000) not valid;
alter table management.review_action drop constraint review_action_done_note_check,
  add constraint review_action_done_note_check check (length(done_note) <= 2000) not valid;
