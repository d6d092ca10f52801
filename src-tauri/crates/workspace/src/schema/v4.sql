-- Version 4: how long tokens of a consumer are good for. See v1.sql.

-- Minutes; none: an hour.
ALTER TABLE consumer ADD COLUMN token_minutes INTEGER CHECK (token_minutes BETWEEN 1 AND 1440);
