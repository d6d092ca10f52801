-- Made when all rows are in.

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
