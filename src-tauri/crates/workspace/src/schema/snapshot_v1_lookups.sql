-- What single rows are found by. Made when most rows are in: one sort an index instead of a search a row.

CREATE INDEX membership_by_member ON membership (member, kind, role_collection);
CREATE INDEX membership_nested ON membership (role_collection, member) WHERE kind = 1;
CREATE INDEX role_collection_by_name ON role_collection (name_key);
CREATE INDEX user_by_user_name ON user (user_name_key, n, origin, active, two_origins, last_logon);
CREATE INDEX user_by_email ON user (email_key, n, origin, active, two_origins, last_logon);
