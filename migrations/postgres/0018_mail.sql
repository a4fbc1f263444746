-- Mail: an address from which mail came back is closed until somebody opens it again.

ALTER TABLE address ADD COLUMN closed_at TIMESTAMPTZ;
ALTER TABLE address ADD COLUMN closed_why TEXT;
