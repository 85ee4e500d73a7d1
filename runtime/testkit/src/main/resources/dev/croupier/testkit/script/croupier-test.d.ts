// Types of the module 'croupier:test', which `croupier test` gives to test files.

declare module 'croupier:test' {
  /** Declares a test; it runs when the whole file has been read, and fails if it throws. */
  export const test: {
    (name: string, body: () => void | Promise<void>): void;
    skip(name: string, body: () => void | Promise<void>): void;
    only(name: string, body: () => void | Promise<void>): void;
  };

  /** Seats apps and puppets around a table. */
  export function table(options: TableOptions): Table;

  /** Says what a value must be. */
  export function expect(actual: unknown): Expectation & { not: Expectation };

  /** Whole units as decimal text, such as '1.5'; whole numbers may be numbers. */
  export type Amounts = Record<string, string | number>;

  export interface TableOptions {
    /** Decides on everything left to chance; --seed, or 1, unless given. */
    seed?: number;
    seats: Record<string, SeatOptions>;
    /** How well all connections work. */
    network?: Faults;
  }

  /** The same keys as a seat in croupier.yaml. Without an app the seat is a puppet. */
  export interface SeatOptions {
    /** A script or a plugin, relative to the test file. */
    app?: string;
    application?: string;
    settings?: Record<string, unknown>;
    allowance?: Amounts;
    'transfer-limit'?: Amounts;
    invites?: 'always' | 'never' | { from: string[] };
    /** What the wallet starts with; 100 usdc unless given. */
    funds?: Amounts;
    /** Seats of one host are killed and restarted together; all are in one unless given. */
    host?: string;
  }

  export interface Faults {
    /** How long a frame takes, or from and to; 1 ms unless given. */
    delayMs?: number | [number, number];
    /** How likely a message is lost, 0 to 1. */
    drop?: number;
    /** How likely a message arrives twice, 0 to 1. */
    duplicate?: number;
    /** How likely a message is overtaken by later ones, 0 to 1. */
    reorder?: number;
    /** How likely the connection breaks at a frame, 0 to 1. */
    cut?: number;
    /** Which way; both unless given. */
    direction?: 'to-node' | 'from-node';
  }

  export interface Message {
    /** Who sent it, by name, established from the signature. */
    from: string;
    type: string;
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    data: any;
    session: string;
    /** When, Unix milliseconds of the table's time. */
    at: number;
  }

  export interface Table {
    /** Lets everything happen that is under way; timers wait. */
    run(): this;
    /** Lets time pass, and everything happen that happens in it. */
    advance(ms: number): this;
    /** Lets time pass until something is so; fails if it takes longer than the limit (60,000). */
    runUntil(condition: () => boolean, limitMs?: number): this;
    /** The table's time, Unix milliseconds. */
    now(): number;
    address(name: string): string;
    /** Ids of all sessions, in order of appearance. */
    sessions(): string[];
    /** The id of the only session; fails if there is not exactly one. */
    session(): string;
    /** Messages of others that reached a seat's app, or came to a puppet. */
    messages(name: string, type?: string): Message[];
    /** Messages a seat sent. */
    sent(name: string, type?: string): Message[];
    /** A seat's session.state, null if it has none. */
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    state(name: string, session?: string): any;
    /** What a wallet has outside of sessions, as decimal text; usdc unless told otherwise. */
    balance(name: string, asset?: string): string;
    /** Who has how much of the first asset in a session, or got at its end, by name. */
    shares(session?: string): Record<string, string>;
    isOpen(session?: string): boolean;
    /** What a seat's app has logged. */
    log(name: string): string[];
    /** Messages that did not reach a seat's app or did not leave it, with the reasons. */
    refusals(name: string): string[];
    /** Errors of apps and calls that failed; a test that looks at them is not failed by them. */
    failures(): string[];
    /** What happened, a line each. */
    transcript(): string;
    puppet(name: string): Puppet;
    /** Breaks a wallet's connection; it is made again by itself within a quarter of a second. */
    cut(name: string): this;
    /** Breaks a wallet's connection for good. */
    disconnect(name: string): this;
    /** Ends disconnect() and lets time pass until the seat is connected. */
    reconnect(name: string): this;
    /** Ends the host of a seat as the end of its process would. */
    kill(name: string): this;
    /** Starts the host of a seat again on its journal, a second later. */
    restart(name: string): this;
    network(name: string, faults: Faults): this;
  }

  /** A wallet that the test plays by hand: no app, no schemas, no guard. */
  export interface Puppet {
    readonly name: string;
    readonly address: string;
    /** Creates a session; without weights the first named decides alone. The quorum is 100 unless given. */
    create(stakes: Amounts, options?: string | { asset?: string; weights?: number[]; quorum?: number }): string;
    send(type: string, data: unknown, session?: string): this;
    /** Closes a session with this wallet's signature alone. */
    close(shares: Amounts, session?: string): this;
    /** Closes a session together with these seats, all the others unless named; throws if one does not sign. */
    proposeClose(shares: Amounts, signers?: string[], session?: string): this;
    /** Signs no new sessions from now on. */
    declines(): this;
    /** Signs no states and closes of others from now on. */
    disagrees(): this;
    messages(type?: string): Message[];
    balance(asset?: string): string;
  }

  export interface Expectation {
    toBe(expected: unknown): void;
    toEqual(expected: unknown): void;
    toMatchObject(expected: object): void;
    toHaveLength(expected: number): void;
    toContain(expected: unknown): void;
    toMatch(expected: RegExp | string): void;
    toBeGreaterThan(expected: number): void;
    toBeLessThan(expected: number): void;
    toBeDefined(): void;
    toBeUndefined(): void;
    toBeNull(): void;
    toBeTruthy(): void;
    toBeFalsy(): void;
    toThrow(expected?: RegExp | string): void;
  }
}
