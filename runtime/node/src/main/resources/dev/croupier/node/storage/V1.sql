-- The ledger of the local node. Plain SQL that PostgreSQL would take too. Amounts are decimal text, times are
-- microseconds since 1970 (made strictly increasing, so that they order rows), addresses are EIP-55 text.

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE ledger_entry (
  id BIGINT PRIMARY KEY,
  account TEXT NOT NULL,
  wallet TEXT NOT NULL,
  asset TEXT NOT NULL,
  credit TEXT NOT NULL,
  debit TEXT NOT NULL,
  session_key TEXT,
  created_at BIGINT NOT NULL
);
CREATE INDEX ledger_entry_account ON ledger_entry (account, id);
CREATE INDEX ledger_entry_wallet ON ledger_entry (wallet, id);

-- The sum of the entries of each share, kept beside them so that a balance is one lookup.
CREATE TABLE ledger_balance (
  account TEXT NOT NULL,
  wallet TEXT NOT NULL,
  asset TEXT NOT NULL,
  amount TEXT NOT NULL,
  PRIMARY KEY (account, wallet, asset)
);

CREATE TABLE ledger_transaction (
  id BIGINT PRIMARY KEY,
  tx_type TEXT NOT NULL,
  from_account TEXT NOT NULL,
  to_account TEXT NOT NULL,
  asset TEXT NOT NULL,
  amount TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX ledger_transaction_from ON ledger_transaction (from_account, id);
CREATE INDEX ledger_transaction_to ON ledger_transaction (to_account, id);

CREATE TABLE user_tag (
  wallet TEXT PRIMARY KEY,
  tag TEXT NOT NULL UNIQUE
);

CREATE TABLE app_session (
  id TEXT PRIMARY KEY,
  application TEXT NOT NULL,
  protocol TEXT NOT NULL,
  participants TEXT NOT NULL,
  weights TEXT NOT NULL,
  quorum BIGINT NOT NULL,
  challenge TEXT NOT NULL,
  nonce TEXT NOT NULL,
  version BIGINT NOT NULL,
  status TEXT NOT NULL,
  session_data TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX app_session_updated ON app_session (updated_at);

CREATE TABLE app_session_participant (
  wallet TEXT NOT NULL,
  session TEXT NOT NULL,
  PRIMARY KEY (wallet, session)
);

-- Session keys. expires_at is null for keys of the old login form, which never expire and have no cap.
CREATE TABLE session_key (
  id BIGINT PRIMARY KEY,
  address TEXT NOT NULL UNIQUE,
  wallet TEXT NOT NULL,
  application TEXT NOT NULL,
  scope TEXT NOT NULL,
  expires_at BIGINT,
  created_at BIGINT NOT NULL
);
CREATE INDEX session_key_wallet ON session_key (wallet, id);

CREATE TABLE session_key_allowance (
  address TEXT NOT NULL,
  position INTEGER NOT NULL,
  asset TEXT NOT NULL,
  amount TEXT NOT NULL,
  PRIMARY KEY (address, position)
);

-- What a key has spent in its life, also under earlier registrations.
CREATE TABLE session_key_spending (
  address TEXT NOT NULL,
  asset TEXT NOT NULL,
  amount TEXT NOT NULL,
  PRIMARY KEY (address, asset)
);

-- Digests of requests that moved money and must not be carried out twice, until their timestamp is too old anyway.
CREATE TABLE processed_request (
  digest TEXT PRIMARY KEY,
  forget_after BIGINT NOT NULL
);
CREATE INDEX processed_request_age ON processed_request (forget_after);

CREATE TABLE rpc_record (
  id BIGINT PRIMARY KEY,
  sender TEXT NOT NULL,
  request_id TEXT NOT NULL,
  method TEXT NOT NULL,
  params TEXT NOT NULL,
  request_time BIGINT NOT NULL,
  request_signatures TEXT NOT NULL,
  response TEXT NOT NULL
);
CREATE INDEX rpc_record_sender ON rpc_record (sender, request_time);
