-- What the last imported files said: of a person in the contacts, of the people of a measure in the ledger.

ALTER TABLE person ADD COLUMN listed TEXT;
ALTER TABLE measure ADD COLUMN leaders TEXT NOT NULL DEFAULT '';
ALTER TABLE measure ADD COLUMN responsible TEXT NOT NULL DEFAULT '';
