// The three SDKs, and the few places where their callers must know which one they hold.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export const SDKS = [
  { name: '0.3.0', lib: require('nitrolite-0.3'), login: 'old', unreadable: ['asu'] },
  { name: '0.4.0', lib: require('nitrolite-0.4'), login: 'old', unreadable: [] },
  { name: '0.5.3', lib: require('nitrolite-0.5'), login: 'new', unreadable: [] },
];

// Wire method -> name of the SDK's own parser for it.
export const PARSERS = {
  auth_challenge: 'parseAuthChallengeResponse',
  auth_verify: 'parseAuthVerifyResponse',
  error: 'parseErrorResponse',
  get_config: 'parseGetConfigResponse',
  get_ledger_balances: 'parseGetLedgerBalancesResponse',
  get_ledger_entries: 'parseGetLedgerEntriesResponse',
  get_ledger_transactions: 'parseGetLedgerTransactionsResponse',
  get_user_tag: 'parseGetUserTagResponse',
  get_session_keys: 'parseGetSessionKeysResponse',
  create_app_session: 'parseCreateAppSessionResponse',
  submit_app_state: 'parseSubmitAppStateResponse',
  close_app_session: 'parseCloseAppSessionResponse',
  get_app_definition: 'parseGetAppDefinitionResponse',
  get_app_sessions: 'parseGetAppSessionsResponse',
  get_channels: 'parseGetChannelsResponse',
  get_rpc_history: 'parseGetRPCHistoryResponse',
  get_assets: 'parseGetAssetsResponse',
  assets: 'parseAssetsResponse',
  message: 'parseMessageResponse',
  bu: 'parseBalanceUpdateResponse',
  channels: 'parseChannelsUpdateResponse',
  pong: 'parsePongResponse',
  transfer: 'parseTransferResponse',
  tr: 'parseTransferNotificationResponse',
  asu: 'parseAppSessionUpdateResponse',
};

// What auth_request carries and what the wallet signs for it, in the SDK's own form.
export function loginForm(sdk, wallet, { sessionKey, application, scope, allowances, expiresAt }) {
  if (sdk.login === 'old') {
    const app = '0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc';
    const expire = String(expiresAt);
    return {
      request: {
        address: wallet.address,
        session_key: sessionKey,
        app_name: application,
        expire,
        scope,
        application: app,
        allowances,
      },
      policy: { scope, application: app, participant: sessionKey, expire, allowances },
      domain: { name: application },
    };
  }
  const expires_at = BigInt(expiresAt);
  return {
    request: {
      address: wallet.address,
      session_key: sessionKey,
      application,
      expires_at,
      scope,
      allowances,
    },
    policy: { scope, session_key: sessionKey, expires_at, allowances },
    domain: { name: application },
  };
}
