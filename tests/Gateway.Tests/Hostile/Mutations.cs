using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace Scheduling.Gateway.Tests.Hostile;

/// <summary>What can be done to a request to make it worse; each is one step, and steps add up.</summary>
internal static class Mutations
{
    /// <param name="ids">Ids that mean something to somebody: own, other people's, other hospitals'.</param>
    /// <param name="tokens">Tokens that are good for something, but maybe not for this.</param>
    public static Gen<Func<Attack, Attack>> Of(IReadOnlyList<string> ids, IReadOnlyList<string> tokens)
    {
        var text = Gen.OneOf(One(Poison.Texts), One(ids), Gen.String[0, 40]);
        return Gen.Frequency(
            (6, Gen.Select(Gen.Int[0, 500], One(Poison.Json), PutJson)),
            (6, Gen.Select(Gen.Int[0, 500], text, PutText)),
            (2, Gen.Select(Gen.Int[0, 500], Gen.Int[0, 4], Rearrange)),
            (2, Gen.Select(Gen.Int[0, 100_000], Gen.Byte, Gen.Int[0, 4], Cut)),
            (4, Gen.Select(Gen.Int[0, 20], text, PutId)),
            (5, Gen.Select(Gen.Int[0, 30], text, Gen.Bool, PutQuery)),
            (3, Gen.Select(One(Poison.HeaderNames), One(Poison.HeaderValues), PutHeader)),
            (2, Gen.Select(Gen.Int[0, 5], One(Poison.HeaderValues), PutKnownHeader)),
            (1, One(tokens).Select(UseToken)));
    }

    private static Gen<T> One<T>(IReadOnlyList<T> values) =>
        Gen.Int[0, values.Count - 1].Select(index => values[index]);

    private static Func<Attack, Attack> PutJson(int pick, string raw) => attack => attack.Body is null ? attack : Put(
        attack with { Inserts = attack.Inserts.SetItem($"@{pick}@", raw) }, pick, $"@{pick}@", raw);

    private static Func<Attack, Attack> PutText(int pick, string text) => attack =>
        attack.Body is null ? attack : Put(attack, pick, text, text);

    private static Attack Put(Attack attack, int pick, string value, string shown)
    {
        var body = attack.Body!.DeepClone();
        var places = Places(body).ToList();
        if (places.Count == 0)
        {
            return attack;
        }

        var (parent, name, index) = places[pick % places.Count];
        if (name is not null)
        {
            parent[name] = value;
        }
        else
        {
            parent[index] = value;
        }

        return (attack with { Body = body }).Says($"{name ?? $"[{index}]"} = {shown[..Math.Min(60, shown.Length)]}");
    }

    private static Func<Attack, Attack> Rearrange(int pick, int how) => attack =>
    {
        var body = attack.Body?.DeepClone();
        var members = body is null ? [] : Places(body).Where(place => place.Name is not null).ToList();
        if (members.Count == 0)
        {
            return attack;
        }

        var (parent, name, _) = members[pick % members.Count];
        var value = parent[name!]?.DeepClone();
        switch (how)
        {
            case 0:
                parent.AsObject().Remove(name!);
                break;
            case 1:
                parent[name!.ToUpperInvariant()] = value;
                break;
            case 2:
                parent[name!] = new JsonArray(value);
                break;
            case 3 when value is JsonArray { Count: > 0 } array:
                array.Add(array[0]?.DeepClone());
                parent[name!] = array;
                break;
            default:
                parent[name + Poison.Texts[pick % Poison.Texts.Length]] = value;
                break;
        }

        return (attack with { Body = body }).Says($"{name} rearranged {how}");
    };

    private static Func<Attack, Attack> Cut(int pick, byte with, int how) => attack => attack.Body is null
        ? attack
        : (attack with { Cuts = attack.Cuts.Add(bytes => Cut(bytes, pick % (bytes.Length + 1), with, how)) })
            .Says($"bytes cut {how} at {pick}");

    private static byte[] Cut(byte[] bytes, int at, byte with, int how) => how switch
    {
        0 => bytes[..at],
        1 => [.. bytes[..at], with, .. bytes[Math.Min(at + 1, bytes.Length)..]],
        2 => [.. bytes[..at], with, .. bytes[at..]],
        3 => [.. bytes, .. bytes],
        _ => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(bytes)),
    };

    private static Func<Attack, Attack> PutId(int pick, string text) => attack =>
    {
        var names = attack.Operation.Ids;
        return names.IsEmpty
            ? attack
            : (attack with
            {
                Ids = attack.Ids.SetItem(names[pick % names.Length], Escaped(text)),
                // The server takes no path with a zero byte for HTTP.
                MayBreakHttp = attack.MayBreakHttp || text.Contains('\0', StringComparison.Ordinal),
            }).Says($"id = {text}");
    };

    private static Func<Attack, Attack> PutQuery(int pick, string text, bool twice) => attack =>
    {
        var names = attack.Operation.Query;
        var name = names.IsEmpty ? Escaped(text) : names[pick % names.Length];
        var pair = (name, Escaped(text));
        return (attack with { Query = twice ? attack.Query.Add(pair).Add(pair) : attack.Query.Add(pair) })
            .Says($"?{name} = {text}");
    };

    private static Func<Attack, Attack> PutHeader(string name, string value) => attack =>
        (attack with { Headers = attack.Headers.Add((name, value)), MayBreakHttp = true }).Says($"header {name}");

    private static Func<Attack, Attack> PutKnownHeader(int pick, string value) => attack =>
        attack.Operation.Headers.IsEmpty
            ? attack
            : PutHeader(attack.Operation.Headers[pick % attack.Operation.Headers.Length], value)(attack);

    private static Func<Attack, Attack> UseToken(string token) => attack => (attack with
    {
        Headers =
        [
            .. attack.Headers.Where(header => header.Name != "Authorization"), ("Authorization", $"Bearer {token}"),
        ],
    }).Says("another token");

    private static string Escaped(string text) => Uri.EscapeDataString(text);

    /// <summary>Every place in the body that holds a value, in its order.</summary>
    private static IEnumerable<(JsonNode Parent, string? Name, int Index)> Places(JsonNode node) => node switch
    {
        JsonObject members => members.ToList().SelectMany(member =>
            Below(member.Value).Prepend((node, member.Key, 0))),
        JsonArray items => items.ToList().SelectMany((item, index) => Below(item).Prepend((node, null, index))),
        _ => [],
    };

    private static IEnumerable<(JsonNode Parent, string? Name, int Index)> Below(JsonNode? node) =>
        node is null ? [] : Places(node);
}
