-- Made when all rows are in: one sort an index instead of a search a row.

CREATE INDEX membership_by_member ON membership (member, role_collection);
CREATE INDEX membership_nested ON membership (role_collection, member) WHERE kind = 1;
CREATE INDEX role_collection_by_name ON role_collection (name_key);

-- One index a sort order. Each ends in the columns that lists filter by, so that a list is walked within its index
-- and rows are fetched for the page alone.
CREATE INDEX user_by_name ON user (name_key, n, origin, active, two_origins, last_logon);
CREATE INDEX user_by_user_name ON user (user_name_key, n, origin, active, two_origins, last_logon);
CREATE INDEX user_by_email ON user (email_key, n, origin, active, two_origins, last_logon);
CREATE INDEX user_by_origin ON user (origin, name_key, n, active, two_origins, last_logon);
CREATE INDEX user_by_grants ON user (grants, name_key, n, origin, active, two_origins, last_logon);
CREATE INDEX user_by_logon ON user (last_logon, name_key, n, origin, active, two_origins);
CREATE INDEX user_by_state ON user (active, last_logon, name_key, n, origin, two_origins);
CREATE INDEX user_by_created ON user (created, n, origin, active, two_origins, last_logon);
CREATE INDEX user_by_updated ON user (updated, n, origin, active, two_origins, last_logon);
CREATE INDEX user_by_external_id ON user (external_id, name_key, n, origin, active, two_origins, last_logon);
CREATE INDEX user_by_verified ON user (verified, name_key, n, origin, active, two_origins, last_logon);

INSERT INTO user_count
SELECT origin, active, two_origins, ifnull(last_logon / 86400000, -1), count(*) FROM user GROUP BY 1, 2, 3, 4;

CREATE TRIGGER user_counted AFTER INSERT ON user BEGIN
    INSERT INTO user_count
    VALUES (new.origin, new.active, new.two_origins, ifnull(new.last_logon / 86400000, -1), 1)
    ON CONFLICT DO UPDATE SET users = users + 1;
END;
CREATE TRIGGER user_uncounted AFTER DELETE ON user BEGIN
    UPDATE user_count SET users = users - 1
    WHERE origin = old.origin AND active = old.active AND two_origins = old.two_origins
        AND logon_day = ifnull(old.last_logon / 86400000, -1);
END;
CREATE TRIGGER user_recounted AFTER UPDATE OF origin, active, two_origins, last_logon ON user BEGIN
    UPDATE user_count SET users = users - 1
    WHERE origin = old.origin AND active = old.active AND two_origins = old.two_origins
        AND logon_day = ifnull(old.last_logon / 86400000, -1);
    INSERT INTO user_count
    VALUES (new.origin, new.active, new.two_origins, ifnull(new.last_logon / 86400000, -1), 1)
    ON CONFLICT DO UPDATE SET users = users + 1;
END;
