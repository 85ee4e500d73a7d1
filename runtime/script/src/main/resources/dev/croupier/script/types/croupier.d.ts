// What Croupier gives to scripts, besides the language itself. The language is ES2023 without
// WeakRef, FinalizationRegistry, Atomics and SharedArrayBuffer; there is no DOM and no Node.js, so
// compile with "lib": ["es2023"] and "types": [].

declare namespace Croupier {
  /** 0x and 40 hex digits; the host writes them in EIP-55 letter case. */
  type Address = string;

  /** Decimal text in whole units: '0.01' is one cent of a dollar coin. */
  type Amount = string;

  /** What JSON can hold. */
  type Json = null | boolean | number | string | Json[] | { [name: string]: Json | undefined };

  interface Allocation {
    participant: Address;
    asset: string;
    amount: Amount;
  }

  /** Shares as an author may write them; numbers must be whole. */
  interface AllocationLike {
    readonly participant: Address;
    readonly asset: string;
    readonly amount: Amount | number | bigint;
  }

  interface SessionTerms {
    readonly application: string;
    readonly participants: readonly Address[];
    /** In the order of the participants. */
    readonly weights: readonly number[];
    readonly quorum: number;
  }

  /** A session about to be created, as the wallets sign it. */
  interface SessionRequest extends SessionTerms {
    readonly allocations: readonly Readonly<Allocation>[];
    readonly nonce: number | string;
    readonly sessionData?: string;
    readonly body: string;
  }

  /** Somebody asks for this seat's signature under a new session. */
  interface Invite extends SessionTerms {
    readonly from: Address;
    readonly sessionId: string;
    readonly allocations: readonly Readonly<Allocation>[];
    readonly sessionData?: string;
    readonly request: SessionRequest;
  }

  /**
   * What another participant wants this seat to sign in an open session. The host has read it from
   * the very text that is signed and has checked it against the money rules.
   */
  interface Proposal {
    readonly from: Address;
    readonly sessionId: string;
    readonly kind: 'close' | 'operate' | 'deposit' | 'withdraw';
    /** The version the session will have. */
    readonly version: number;
    /** Everybody's share afterwards; of a close, who gets what. */
    readonly allocations: readonly Readonly<Allocation>[];
    readonly sessionData?: string;
  }

  /** A new state of a session that the node has confirmed, whoever brought it about. */
  interface StateUpdate {
    readonly version: number;
    /** Everybody's share now; empty if the node does not tell. */
    readonly allocations: readonly Readonly<Allocation>[];
    /** What it did with the money; left out if that is not known. */
    readonly kind?: 'operate' | 'deposit' | 'withdraw';
    readonly sessionData?: string;
  }

  /** A request whose answer a restart of the host has cut off, and what became of it. */
  interface SettledRequest {
    readonly kind: 'create' | 'close' | 'operate' | 'deposit' | 'withdraw' | 'transfer';
    /** Left out for a transfer, and for a session that was not created. */
    readonly sessionId?: string;
    /** What was asked for; of a transfer who is paid what. */
    readonly allocations: readonly Readonly<Allocation>[];
    readonly done: boolean;
    /** Why not; `outcome-unknown` if nobody can tell whether it was done. */
    readonly code?: string;
    readonly reason?: string;
  }

  interface SessionOptions {
    participants: readonly Address[];
    allocations: readonly AllocationLike[];
    /** In the order of the participants; without them this seat decides alone (100 of 100). */
    weights?: readonly number[];
    /** Default 100. */
    quorum?: number;
    /** Default: the seat's `application`. */
    application?: string;
    /** Kept by the node; anything that is no text is written as JSON. */
    sessionData?: string | Json;
  }

  /** A version of a session's shares that the node has taken. */
  interface SessionVersion {
    readonly sessionId: string;
    readonly version: number;
    readonly open: boolean;
  }

  interface Payment {
    to: Address;
    asset: string;
    amount: Amount | number | bigint;
  }

  /**
   * Message types of the apps in this folder, by app. `croupier types` adds to it what the schemas
   * say, so that `client.sendMessage` knows them.
   */
  interface Apps {}

  /** Message type to data, of all apps of the folder; anything while none is known. */
  type AppMessages = keyof Apps extends never ? { [type: string]: any } : Apps[keyof Apps];

  type TypeOf<Messages> = Messages extends unknown ? Extract<keyof Messages, string> : never;
  type DataOf<Messages, Type> = Messages extends unknown
    ? Type extends keyof Messages
      ? Messages[Type]
      : never
    : never;

  /** The seat's wallet and its node. Not to be had at the top level of a module. */
  interface Client {
    /** This seat's wallet. */
    readonly address: Address;
    /** This seat's name in croupier.yaml. */
    readonly name: string;
    /** The seat's `settings` of croupier.yaml. */
    readonly settings: any;
    /** Names to addresses: the configured contacts and the other seats of this host. */
    readonly contacts: Readonly<Record<string, Address>>;
    status(): 'connected' | 'connecting' | 'disconnected';
    /** Ids of the open sessions. */
    getActiveSessions(): string[];
    /** Completes a request to create a session; nothing is sent yet. */
    prepareSession(options: SessionOptions): SessionRequest;
    /** This wallet's signature. */
    signSessionRequest(request: SessionRequest): Promise<string>;
    /** Creates a session; signatures that are missing are asked for. Resolves to its id. */
    createSession(request: SessionRequest, signatures?: readonly string[]): Promise<string>;
    /** Sends a message to every participant. */
    sendMessage<Type extends TypeOf<AppMessages>>(
      sessionId: string,
      type: Type,
      data: DataOf<AppMessages, Type>,
    ): Promise<void>;
    /** Closes a session with these final shares and pays them out. */
    closeSession(sessionId: string, allocations: readonly AllocationLike[]): Promise<SessionVersion>;
    /** Moves money between participants. */
    submitState(
      sessionId: string,
      allocations: readonly AllocationLike[],
      sessionData?: string | Json,
    ): Promise<SessionVersion>;
    /** This wallet's balances, asset to amount. */
    getBalances(): Promise<Record<string, Amount>>;
    /** Brings the seat online after `disconnect`; one attempt. Resolves at once if it is online. */
    connect(): Promise<void>;
    /** Takes the seat offline until `connect`: no attempt is made meanwhile, messages wait. */
    disconnect(): Promise<void>;
    /** Pays another wallet. */
    send(payment: Payment): Promise<void>;
    // Handlers may be assigned instead of exported.
    onStart: OnStart | undefined;
    onSessionInvite: OnSessionInvite | undefined;
    onSessionCreated: OnSessionCreated | undefined;
    onReload: OnReload | undefined;
    onSessionResumed: OnSessionResumed | undefined;
    onDisconnected: OnDisconnected | undefined;
    onReconnected: OnReconnected | undefined;
    onProposal: OnProposal | undefined;
    onStateUpdated: OnStateUpdated | undefined;
    onRequestSettled: OnRequestSettled | undefined;
    onAppMessage: ((type: any, sessionId: string, data: any, session: Session) => void | Promise<void>) | undefined;
    onTimer: OnTimer | undefined;
    onSessionClosed: OnSessionClosed | undefined;
    onStop: OnStop | undefined;
  }

  /** A session as it stands in this turn. */
  interface Session<State = any, Messages = AppMessages> {
    readonly id: string;
    /** This seat's wallet. */
    readonly self: Address;
    /** Who sent the message, verified from its signature; null where nobody did. */
    readonly sender: Address;
    /** Plain JSON of yours, kept over reload and restart; `{}` at first. Change it or replace it. */
    state: State;
    readonly definition: SessionTerms;
    readonly participants: readonly Address[];
    readonly weights: readonly number[];
    readonly quorum: number;
    /** The shares as last confirmed by the node; one per participant and asset, also where it is '0'. */
    readonly allocations: readonly Readonly<Allocation>[];
    /** The text the node keeps with the session's latest state; undefined if there is none. */
    readonly sessionData: string | undefined;
    /** Sends a message to every participant, this seat included. */
    send<Type extends TypeOf<Messages>>(type: Type, data: DataOf<Messages, Type>): Promise<void>;
    /**
     * Closes the session with these final shares. If this seat's weight does not reach the quorum,
     * the others are asked (`onProposal`), and it fails if not enough of them sign.
     */
    close(allocations: readonly AllocationLike[]): Promise<SessionVersion>;
    /** The same as `close`. */
    proposeClose(allocations: readonly AllocationLike[]): Promise<SessionVersion>;
    /** Moves money between participants; others are asked as for `close`. */
    submitState(allocations: readonly AllocationLike[], sessionData?: string | Json): Promise<SessionVersion>;
    /** The same as `submitState`. */
    proposeState(allocations: readonly AllocationLike[], sessionData?: string | Json): Promise<SessionVersion>;
    /** Adds money from participants' balances to their shares; all who pay have to sign. */
    deposit(amounts: readonly AllocationLike[], sessionData?: string | Json): Promise<SessionVersion>;
    /** Takes money out of shares, back to participants' balances. */
    withdraw(amounts: readonly AllocationLike[], sessionData?: string | Json): Promise<SessionVersion>;
    /** Sets or replaces the timer of that name; it calls `onTimer` and survives a restart. */
    setTimer(name: string, ms: number, data?: unknown): void;
    clearTimer(name: string): void;
    /** The time of this turn, Unix milliseconds. */
    now(): number;
    /** From 0 to below 1, out of the turn's seed. */
    random(): number;
    /** 32 random bytes nobody can guess, as hex text; another at every call. Recorded: no key for money. */
    secret(): string;
    /** A line for the operator. */
    log(...parts: unknown[]): void;
  }

  // --- Handlers. All are optional and may be async. ---

  /** The seat is logged in. */
  type OnStart = (client: Client) => void | Promise<void>;

  /** `true` signs, a text declines with that reason, anything else declines. */
  type OnSessionInvite = (invite: Invite) => unknown;

  /** A session of this seat exists at the node. */
  type OnSessionCreated<State = any, Messages = AppMessages> = (
    sessionId: string,
    session: Session<State, Messages>,
  ) => void | Promise<void>;

  /**
   * Other code handles the session from now on; `previousVersion` is what handled it before: the
   * old code's export `version`, or its hash. Once per open session, before its next message.
   */
  type OnReload<State = any, Messages = AppMessages> = (
    previousVersion: string,
    sessionId: string,
    session: Session<State, Messages>,
  ) => void | Promise<void>;

  /**
   * The host was started again and the session goes on. Once per open session, after `onReload` if
   * both apply. What was awaited before the restart is not answered any more.
   */
  type OnSessionResumed<State = any, Messages = AppMessages> = (
    sessionId: string,
    session: Session<State, Messages>,
  ) => void | Promise<void>;

  /**
   * The seat has lost its connection or was taken offline; `reason` is for people. Once until
   * `onReconnected`.
   */
  type OnDisconnected = (reason: string) => void | Promise<void>;

  /** The seat is logged in again, and its sessions are as the node has them. */
  type OnReconnected = () => void | Promise<void>;

  /**
   * Another participant proposes a state or the close of a session, and needs this seat's
   * signature. `true` signs, a text declines with that reason, anything else declines.
   */
  type OnProposal<State = any, Messages = AppMessages> = (
    proposal: Proposal,
    session: Session<State, Messages>,
  ) => unknown;

  /**
   * The session's state was replaced at the node, by this seat or by others. Once for each version
   * the seat hears of, in ascending order; the close is told by `onSessionClosed`.
   */
  type OnStateUpdated<State = any, Messages = AppMessages> = (
    sessionId: string,
    update: StateUpdate,
    session: Session<State, Messages>,
  ) => void | Promise<void>;

  /**
   * The host was started again and knows what became of a request that was under way when it
   * ended. Once for each, after `onSessionResumed`. `session` is null if it is over, and for
   * requests outside sessions.
   */
  type OnRequestSettled<State = any, Messages = AppMessages> = (
    request: SettledRequest,
    session: Session<State, Messages> | null,
  ) => void | Promise<void>;

  /**
   * A participant sent a message; you hear your own messages too. `data` narrows by `type`, if the
   * handler is a constant with all four parameters:
   * `export const onAppMessage = async (type, sessionId, data, session) => …`.
   */
  type OnAppMessage<State = any, Messages = AppMessages> = (
    ...message: {
      [Type in keyof Messages & string]: [
        type: Type,
        sessionId: string,
        data: Messages[Type],
        session: Session<State, Messages>,
      ];
    }[keyof Messages & string]
  ) => void | Promise<void>;

  /** A timer set with `session.setTimer` ran out. */
  type OnTimer<State = any, Messages = AppMessages> = (
    name: string,
    sessionId: string,
    data: any,
    session: Session<State, Messages>,
  ) => void | Promise<void>;

  /** The session was closed; once per session. */
  type OnSessionClosed<State = any, Messages = AppMessages> = (
    sessionId: string,
    finalAllocations: readonly Readonly<Allocation>[],
    session: Session<State, Messages>,
  ) => void | Promise<void>;

  /** The seat is going away. */
  type OnStop = () => void | Promise<void>;

  // --- Chance by commit and reveal ---

  /** What a wallet has committed to. */
  interface DrawReveal {
    /** 32 random bytes, 0x and 64 hex digits. */
    salt: string;
    /** What the app has chosen; '' where only chance is wanted. */
    value: string;
  }

  /**
   * A draw of chance that no participant can bend. Plain JSON, to be kept in `session.state`;
   * changed by `chance.commit`, `chance.reveal` and `chance.close` only. It holds this seat's
   * secret, so do not send it as a whole.
   */
  interface Draw {
    readonly session: string;
    readonly name: string;
    /** Who takes part, in ascending order. */
    readonly wallets: readonly Address[];
    /** `commit` while commitments are missing, `reveal` while reveals are; `closed` without an outcome. */
    readonly phase: 'commit' | 'reveal' | 'done' | 'closed';
    /** Who has not committed; once all have, who has not revealed. */
    readonly missing: readonly Address[];
    /** This seat's own, to be sent; left out for onlookers. */
    readonly commitment: string;
    readonly commitments: Readonly<Record<Address, string>>;
    readonly reveals: Readonly<Record<Address, DrawReveal>>;
  }

  interface Chance {
    /**
     * Opens a draw among the participants, or among `wallets`; nobody has committed yet. `name` is
     * for one draw of the session only; `value` is a choice of this seat to be hidden.
     */
    open(session: Session<any, any>, name: string, options?: { wallets?: readonly Address[]; value?: string }): Draw;
    /** Takes in a commitment, this seat's own included. */
    commit(draw: Draw, wallet: Address, commitment: string): void;
    /** This seat's secret, to be sent; throws before all have committed. */
    mine(draw: Draw): DrawReveal;
    /** Takes in a reveal, this seat's own included; throws if it is not what was committed to. */
    reveal(draw: Draw, wallet: Address, reveal: { salt: string; value?: string }): void;
    /** Takes nothing more; `draw.missing` says who has not done their part. */
    close(draw: Draw): void;
    /** From 0 to below `bound`, the same for the same label; throws while there is no outcome. */
    number(draw: Draw, label: string, bound: number): number;
    /** The items in another order, the same for the same label; throws while there is no outcome. */
    shuffle<Item>(draw: Draw, label: string, items: readonly Item[]): Item[];
  }

  // --- Globals ---

  interface Console {
    debug(...parts: unknown[]): void;
    log(...parts: unknown[]): void;
    info(...parts: unknown[]): void;
    warn(...parts: unknown[]): void;
    error(...parts: unknown[]): void;
  }

  type Integers =
    | Int8Array
    | Uint8Array
    | Uint8ClampedArray
    | Int16Array
    | Uint16Array
    | Int32Array
    | Uint32Array
    | BigInt64Array
    | BigUint64Array;

  interface Crypto {
    /** Fills an array of at most 65,536 bytes out of the turn's seed. Not for keys. */
    getRandomValues<Target extends Integers>(array: Target): Target;
    randomUUID(): string;
    /** Of a text's UTF-8 bytes or of an array's bytes; 0x and 64 hex digits. */
    keccak256(data: string | Integers): string;
    /** An address in EIP-55 letter case; throws if it is none. */
    toChecksumAddress(address: string): Address;
  }
}

/** The seat's wallet and its node. */
declare const client: Croupier.Client;

/** Lines for the operator. */
declare const console: Croupier.Console;

/** Randomness comes from the turn's recorded seed. */
declare const crypto: Croupier.Crypto;

/** Chance by commit and reveal, for games in which nobody is trusted with the dice. */
declare const chance: Croupier.Chance;

/** Calls back in a later turn. Forgotten on reload and restart; `session.setTimer` is not. */
declare function setTimeout<Arguments extends unknown[]>(
  callback: (...parts: Arguments) => void,
  delay?: number,
  ...parts: Arguments
): number;
declare function setInterval<Arguments extends unknown[]>(
  callback: (...parts: Arguments) => void,
  delay?: number,
  ...parts: Arguments
): number;
declare function clearTimeout(id: number | undefined): void;
declare function clearInterval(id: number | undefined): void;
declare function queueMicrotask(callback: () => void): void;
declare function structuredClone<Value>(value: Value): Value;

/** UTF-8. */
declare class TextEncoder {
  constructor();
  readonly encoding: string;
  encode(text?: string): Uint8Array;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(bytes?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}
