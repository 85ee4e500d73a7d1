// The table. Each check: a name that states the rule, what to run, and where it does not apply:
//   sdks        only with these SDK versions
//   unreadable  methods whose frames this SDK's parser may fail on in this check
import { authentication } from './authentication.mjs';
import { channels } from './channels.mjs';
import { closing } from './closing.mjs';
import { connection } from './connection.mjs';
import { documentation } from './documentation.mjs';
import { envelope } from './envelope.mjs';
import { ledger } from './ledger.mjs';
import { messages } from './messages.mjs';
import { publicMethods } from './public.mjs';
import { sessions } from './sessions.mjs';
import { sessionKeys } from './session-keys.mjs';
import { states } from './states.mjs';
import { transfers } from './transfers.mjs';
import { walkthrough } from './walkthrough.mjs';

const groups = {
  connection,
  envelope,
  public: publicMethods,
  authentication,
  ledger,
  transfers,
  channels,
  sessions,
  states,
  closing,
  messages,
  'session keys': sessionKeys,
  walkthrough,
  documentation,
};

export const checks = Object.entries(groups).flatMap(([group, list]) =>
  list.map((check) => ({ ...check, name: `${group}: ${check.name}` })),
);
