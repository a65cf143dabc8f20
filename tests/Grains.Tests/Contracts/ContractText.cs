using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Scheduling.Grains.Tests.Contracts;

/// <summary>What a contract says, member by member, each under its number.</summary>
internal static class ContractText
{
    public static JsonNode? Of(object? value) => value switch
    {
        null => null,
        string text => text,
        bool truth => truth,
        Enum number => Convert.ToInt64(number, CultureInfo.InvariantCulture),
        IConvertible number and not DateTime => Convert.ToString(number, CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("O", CultureInfo.InvariantCulture),
        Exception fault => fault.Message,
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Of)]),
        _ when Contracts.Members(value.GetType()).Any() => Members(value),
        _ => value.ToString(),
    };

    /// <summary>Whether everything that was said then is said now; members that came since may say more.</summary>
    public static bool Says(JsonNode? now, JsonNode? then) => (now, then) switch
    {
        (JsonObject members, JsonObject before) => before.All(member => Says(members[member.Key], member.Value)),
        (JsonArray items, JsonArray before) => items.Count == before.Count
            && items.Zip(before).All(pair => Says(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(now, then),
    };

    private static JsonObject Members(object value) => new(Contracts.Members(value.GetType())
        .Select(numbered => KeyValuePair.Create(
            numbered.Id.ToString(CultureInfo.InvariantCulture), Of(numbered.Member.GetValue(value)))));
}
