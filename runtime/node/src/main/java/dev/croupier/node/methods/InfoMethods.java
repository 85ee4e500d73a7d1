package dev.croupier.node.methods;

import dev.croupier.node.Asset;
import dev.croupier.node.Network;
import dev.croupier.node.rules.Profile;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonNull;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.rpc.Request;
import dev.croupier.rpc.Responses;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What anybody may know without the ledger: ping, get_config, get_assets (clearnode-0.x 8). */
public final class InfoMethods {
  private final Responses responses;
  private final List<Asset> assets;
  private final JsonObject config;

  /**
   * @param profile whose forms apply
   * @param responses where answers go
   * @param broker the node's address
   * @param assets the configured assets
   * @param networks the configured networks
   */
  public InfoMethods(
      Profile profile,
      Responses responses,
      Address broker,
      List<Asset> assets,
      List<Network> networks) {
    this.responses = responses;
    this.assets =
        profile.assetsSorted()
            ? assets.stream().sorted(Comparator.comparing(Asset::symbol)).toList()
            : List.copyOf(assets);
    this.config =
        JsonObject.builder()
            .put("broker_address", broker.toString())
            .put("networks", JsonArray.from(networks, network -> network(profile, network)))
            .build();
  }

  /**
   * @param request a ping
   */
  public void ping(Request request) {
    responses.answer(request, Method.PONG.wireName(), JsonNull.NULL);
  }

  /**
   * @param request a get_config
   */
  public void getConfig(Request request) {
    responses.answer(request, Method.GET_CONFIG.wireName(), config);
  }

  /**
   * @param request a get_assets
   */
  public void getAssets(Request request) {
    Members params = Members.ofRequest(Method.GET_ASSETS, request.payload().params());
    responses.answer(
        request, Method.GET_ASSETS.wireName(), assets(params.optionalUnsigned("chain_id")));
  }

  /**
   * @param chainId only assets on this chain, or null
   * @return the params of an answer or notification that lists assets
   */
  public JsonObject assets(@Nullable Long chainId) {
    List<Asset> listed =
        assets.stream().filter(asset -> chainId == null || asset.chainId() == chainId).toList();
    return JsonObject.builder().put("assets", JsonArray.from(listed, InfoMethods::asset)).build();
  }

  private static JsonObject asset(Asset asset) {
    return JsonObject.builder()
        .put("token", asset.token().toString())
        .put("chain_id", asset.chainId())
        .put("symbol", asset.symbol())
        .put("decimals", asset.decimals())
        .build();
  }

  private static JsonObject network(Profile profile, Network network) {
    JsonObject.Builder json = JsonObject.builder().put("chain_id", network.chainId());
    if (profile.networkNames()) {
      json.put("name", network.name());
    }
    return json.put("custody_address", network.custody().toString())
        .put("adjudicator_address", network.adjudicator().toString())
        .build();
  }
}
