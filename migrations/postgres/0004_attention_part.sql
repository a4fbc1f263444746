-- Which messages tell what the office must look at: it is told when one of them has arrived.

CREATE TABLE attention_part (
    outbox_id BIGINT NOT NULL REFERENCES outbox (id),
    attention_id BIGINT NOT NULL REFERENCES attention (id),
    PRIMARY KEY (outbox_id, attention_id)
);
CREATE INDEX attention_part_attention ON attention_part (attention_id);
