-- One index a sort order, beside those of user name and e-mail, which rows are found by too. Each ends in the columns
-- that lists filter by, so that a list is walked within its index and rows are fetched for the page alone. One a line:
-- each is a step of its own.

CREATE INDEX user_by_name ON user (name_key, n, origin, active, two_origins, last_logon);
CREATE INDEX user_by_origin ON user (origin, name_key, n, active, two_origins, last_logon);
CREATE INDEX user_by_grants ON user (grants, name_key, n, origin, active, two_origins, last_logon);
CREATE INDEX user_by_logon ON user (last_logon, name_key, n, origin, active, two_origins);
CREATE INDEX user_by_state ON user (active, last_logon, name_key, n, origin, two_origins);
CREATE INDEX user_by_created ON user (created, n, origin, active, two_origins, last_logon);
CREATE INDEX user_by_updated ON user (updated, n, origin, active, two_origins, last_logon);
CREATE INDEX user_by_external_id ON user (external_id, name_key, n, origin, active, two_origins, last_logon);
CREATE INDEX user_by_verified ON user (verified, name_key, n, origin, active, two_origins, last_logon);
