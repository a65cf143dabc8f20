using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.AvailabilityBlocks;

/// <summary>What the API's page says of these endpoints.</summary>
internal static class AvailabilityBlockDescriptions
{
    private static readonly ApiError[] Refused = [ApiError.OnlyStaff, ApiError.RoleFunctionMissing];

    private static readonly ApiError[] Opening =
    [
        ApiError.UnknownPerson,
        BlockErrors.ClinicianInactive,
        BlockErrors.NotAClinician,
        ApiError.UnknownTimeZone,
        BlockErrors.Overlaps,
        BlockErrors.OutcomeUnknown,
    ];

    private static readonly ApiError Stranding = BlockErrors.Strands(new RedefineAnswer(RedefineStatus.Strands)
    {
        Appointments = [Guid.Parse("eb4c16e2-f499-4b6d-8868-d3912da23fad")],
    });

    public static void DescribeOpen(this IEndpointConventionBuilder endpoint) => endpoint
        .WithSummary("Opens an availability block, or with a rule one for each of its days")
        .WithDescription(
            "A rule repeats the times of day of startTime and endTime (or zonedTime) on its days: the date of startTime "
            + "counts for nothing. All are opened or none, at most 366, and answered as a list.")
        .TakesBody(typeof(AvailabilityBlockRequest), AvailabilityBlockRequestValidator.ForNew)
        .WithExample("The demo clinician, the day after tomorrow", SampleBlock.One)
        .WithExample("The demo clinician, a month of mornings", SampleBlock.MonthOfMornings)
        .Answers(typeof(AvailabilityBlockResponse))
        .WithAnswerExample("A day's block of the demo clinician", SampleBlock.Answer)
        .DescribesErrors([.. Opening, .. Refused]);

    public static void DescribeChange(this IEndpointConventionBuilder endpoint) => endpoint
        .WithSummary("Replaces an availability block: its time, clinician, capacity and flags")
        .WithDescription(
            "Refused where a live appointment that is not over, or an unexpired hold, would be left outside, over capacity "
            + "or with another clinician: the body names them. Where it fails the block stands as it was.")
        .TakesBody(typeof(AvailabilityBlockRequest), AvailabilityBlockRequestValidator.ForChange)
        .WithExample("The demo clinician, the day after tomorrow", SampleBlock.One)
        .Answers(typeof(AvailabilityBlockResponse))
        .WithAnswerExample("A day's block of the demo clinician", SampleBlock.Answer)
        .DescribesErrors([ApiError.UnknownBlock, .. Opening, Stranding, .. Refused]);

    public static void DescribeClose(this IEndpointConventionBuilder endpoint) => endpoint
        .WithSummary("Deletes an availability block")
        .WithDescription(
            "It is kept for the appointments that name it, and neither offered nor booked any more. Refused while a live "
            + "appointment in it ends in the future, or a hold has not expired: the body names them.")
        .Answers()
        .DescribesErrors([ApiError.UnknownBlock, Stranding, BlockErrors.OutcomeUnknown, .. Refused]);

    public static void DescribeGet(this IEndpointConventionBuilder endpoint) => endpoint
        .WithSummary("Reads an availability block")
        .Answers(typeof(AvailabilityBlockResponse))
        .WithAnswerExample("A day's block of the demo clinician", SampleBlock.Answer)
        .DescribesErrors([ApiError.UnknownBlock, .. Refused]);

    public static void DescribeList(this IEndpointConventionBuilder endpoint) => endpoint
        .WithSummary("Lists availability blocks by their start")
        .TakesQuery("clinicianIds", "Integers, separated by commas. Default: all whom the caller may see.", "6653")
        .TakesQuery("startDate", "Starts at or after it: a date, its midnight, or a time. Default: now.", "2019-03-14")
        .TakesQuery("endDate", "Starts before it. Default: 30 days after startDate; at most 366.", "2019-03-15")
        .TakesQuery("skip", "Default: 0.", "50")
        .TakesQuery("take", "1 to 500. Default: 50.", "50")
        .Answers(typeof(AvailabilityBlockListing))
        .WithAnswerExample("A day with one block", $$"""{ "data": [{{SampleBlock.Answer}}], "total": 1 }""")
        .DescribesErrors([ApiError.Invalid("take must be an integer from 1 to 500"), .. Refused]);
}
