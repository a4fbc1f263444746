-- 真实性承诺: the hash of the text that somebody saw and confirmed when they signed.

ALTER TABLE matter_move ADD COLUMN pledge TEXT;
