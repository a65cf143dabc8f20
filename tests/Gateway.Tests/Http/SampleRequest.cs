using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Tests.Http;

/// <summary>A request with a member of every kind.</summary>
internal sealed class SampleRequest
{
    public Field<Guid> BlockId { get; init; }

    public Field<RequestTime> StartTime { get; init; }

    public Field<int> TypeCode { get; init; }

    public Field<int> Count { get; init; }

    public Field<bool> WaiveFee { get; init; }

    public Field<string> Where { get; init; }

    public Field<NumberOrText> WhereUse { get; init; }

    public Field<JsonNumber> Amount { get; init; }

    public Field<ImmutableArray<Field<SampleParticipant>>> Participants { get; init; }

    public Field<SampleParticipant> Host { get; init; }
}

internal sealed class SampleParticipant
{
    public Field<Guid> PersonId { get; init; }

    public Field<string> Note { get; init; }
}

[JsonSerializable(typeof(SampleRequest))]
[JsonSerializable(typeof(SampleParticipant))]
internal sealed partial class SampleJson : JsonSerializerContext
{
    public static readonly SampleJson Requests = new(ApiJson.RequestOptions());
}

internal sealed class SampleParticipantValidator : RequestValidator<SampleParticipant>
{
    public SampleParticipantValidator()
    {
        RuleFor(x => x.PersonId).Required();
        RuleFor(x => x.Note).Optional().Text(5);
    }
}

internal sealed class SampleValidator : RequestValidator<SampleRequest>
{
    public SampleValidator()
    {
        RuleFor(x => x.BlockId).Required();
        RuleFor(x => x.StartTime).Optional().ExistsForCaller();
        RuleFor(x => x.TypeCode).Optional().OneOf(1, 2, 3);
        RuleFor(x => x.Count).Optional().Between(1, 500).Is(count => count != 13, "count must not be unlucky");
        RuleFor(x => x.WaiveFee).Optional();
        RuleFor(x => x.Where).Optional().Text(10);
        RuleFor(x => x.WhereUse).Optional().Text(4);
        RuleFor(x => x.Amount).Optional().Amount();
        RuleFor(x => x.Participants).Optional().Each(3, new SampleParticipantValidator());
        RuleFor(x => x.Host).Optional().Object(new SampleParticipantValidator());
    }
}
