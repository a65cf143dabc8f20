using System.Text.Json.Serialization;

namespace Scheduling.Gateway.ReferenceData;

/// <summary>A list: <c>data</c> in its order, and how many there are.</summary>
internal sealed record Listing<T>(IReadOnlyList<T> Data)
{
    public int Total => Data.Count;
}

internal sealed record CodesetAnswer(string Name, int HospitalId, IReadOnlyList<CodeAnswer> Codes);

internal sealed record CodeAnswer(int CodeId, string Text, int DisplayOrder);

/// <param name="Id">Permanent.</param>
/// <param name="Name">IANA.</param>
internal sealed record TimeZoneAnswer(int Id, string Name);

internal sealed record ServiceTypeAnswer(int Id, string Name, int DurationMinutes);

[JsonSerializable(typeof(Listing<CodesetAnswer>))]
[JsonSerializable(typeof(Listing<TimeZoneAnswer>))]
[JsonSerializable(typeof(Listing<ServiceTypeAnswer>))]
internal sealed partial class ReferenceDataJson : JsonSerializerContext;
