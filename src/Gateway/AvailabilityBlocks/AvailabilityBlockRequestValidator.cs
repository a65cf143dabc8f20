using System.Collections.Immutable;
using FluentValidation;
using Scheduling.Gateway.Appointments;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.AvailabilityBlocks;

/// <summary>The shape of POST and PUT: all that the request alone decides, in the order of the contract's members.</summary>
internal sealed class AvailabilityBlockRequestValidator : RequestValidator<AvailabilityBlockRequest>
{
    public static readonly AvailabilityBlockRequestValidator ForNew = new(isNew: true);
    public static readonly AvailabilityBlockRequestValidator ForChange = new(isNew: false);

    private const string TooLong = "The availability block must be at most 24 hours long, 25 on a long day";

    private AvailabilityBlockRequestValidator(bool isNew)
    {
        this.AddTimes();
        RuleFor(request => request.EndTime)
            .Must((request, _, context) => !request.ZonedTime.IsAbsent || FitsADay(request, context))
            .WithMessage(TooLong);
        RuleFor(request => request.ZonedTime)
            .Must((request, _, context) => request.ZonedTime.IsAbsent || FitsADay(request, context))
            .WithMessage(TooLong);
        RuleFor(request => request.AllowOnDemandAppt).Required();
        RuleFor(request => request.AllowProviderAppt).Required();
        RuleFor(request => request.AllowSelfAppt).Required();
        RuleFor(request => request.IsAvailable).Required();
        RuleFor(request => request.OptimizationTypeCode).Required().OneOf(0, 1);
        RuleFor(request => request.Capacity).Optional().Between(1, 500);
        RuleFor(request => request.Clinician).Required().Object(new BlockClinicianRequestValidator());
        if (isNew)
        {
            Repeats();
        }
        else
        {
            RuleFor(request => request.Rule).Must(rule => rule.IsAbsent)
                .WithMessage("rule must not be given: a change is one block's");
        }
    }

    private void Repeats() => RuleFor(request => request.Rule).Optional().Object(new RepeatRuleRequestValidator())
        .Must((request, rule, context) => Repeated(request, context) is not { Length: <= Recurrence.Most }
            || rule.Value.TryRead() is not { } read || !read.NamesTooManyDates())
        .WithMessage($"rule names more than {Recurrence.MostDates} dates")
        .Must((request, _, context) => Repeated(request, context) is not [])
        .WithMessage("rule gives no block")
        .Must((request, _, context) => Repeated(request, context) is not { Length: > Recurrence.Most })
        .WithMessage($"rule gives more than {Recurrence.Most} blocks")
        .Must((request, _, context) => Repeated(request, context) is not { } times
            || times.All(time => BlockTimes.FitsADay(time, BlockTimes.Find(request, context.Zone())!.Value.Zone)))
        .WithMessage("rule gives a block that is longer than a day");

    private static bool FitsADay(AvailabilityBlockRequest request, IValidationContext context) =>
        BlockTimes.Find(request, context.Zone()) is not { } found || BlockTimes.FitsADay(found.Time, found.Zone);

    /// <summary>Nothing where the request's rule or time is at fault.</summary>
    private static TimeRange[]? Repeated(AvailabilityBlockRequest request, IValidationContext context) =>
        request.Rule.HasValue && request.Rule.Value.TryRead() is { } rule
        && BlockTimes.Find(request, context.Zone()) is { } found
            ? [.. rule.Repeat(WallTimes.Of(found.Time, found.Zone), found.Zone).Take(Recurrence.Most + 1)]
            : null;
}

internal sealed class BlockClinicianRequestValidator : RequestValidator<BlockClinicianRequest>
{
    public BlockClinicianRequestValidator()
    {
        RuleFor(clinician => clinician.ClinicianId).Required();
        RuleFor(clinician => clinician.Locked).Required();
        RuleFor(clinician => clinician.Private).Required();
    }
}

internal sealed class RepeatRuleRequestValidator : RequestValidator<RepeatRuleRequest>
{
    public RepeatRuleRequestValidator()
    {
        RuleFor(rule => rule.FromDate).Required()
            .Is(IsDate, "rule.fromDate must be a date like 2030-03-14");
        RuleFor(rule => rule.ToDate).Required()
            .Is(IsDate, "rule.toDate must be a date like 2030-03-14")
            .Must((rule, to) => !rule.FromDate.HasValue || RequestDate.Parse(rule.FromDate.Value) is not { } from
                || from <= RequestDate.Parse(to.Value))
            .WithMessage("rule.toDate must not be before rule.fromDate");
        RuleFor(rule => rule.RepeatInterval).Required().Between(1, int.MaxValue);
        RuleFor(rule => rule.RepeatOn).Optional()
            .Must((rule, on) => RepeatRules.AreDays(on, rule.RepeatPeriod))
            .WithMessage("rule.repeatOn must name days: 0 to 6 for weeks, 1 to 31 for months");
        RuleFor(rule => rule.RepeatPeriod).Required().OneOf(0, 1, 2);
    }

    private static bool IsDate(string text) => RequestDate.Parse(text) is not null;
}

/// <summary>From a rule as the client sent it.</summary>
internal static class RepeatRules
{
    private const int LastDayOfWeek = 6;
    private const int LastDayOfMonth = 31;

    /// <summary>Nothing where its shape is at fault.</summary>
    public static RepeatRule? TryRead(this RepeatRuleRequest rule) =>
        rule is { FromDate.HasValue: true, ToDate.HasValue: true }
        && RequestDate.Parse(rule.FromDate.Value) is { } from
        && RequestDate.Parse(rule.ToDate.Value) is { } to
        && from <= to
        && rule.RepeatInterval.ValueOr(0) >= 1
        && rule.RepeatPeriod is { HasValue: true, Value: >= 0 and <= 2 }
        && AreDays(rule.RepeatOn, rule.RepeatPeriod)
            ? new RepeatRule(from, to, rule.RepeatInterval.Value, [.. rule.RepeatOn.Items()], (RepeatPeriod)rule.RepeatPeriod.Value)
            : null;

    /// <summary>Days are needed where the period is a week or a month, and count for nothing where it is a day.</summary>
    public static bool AreDays(Field<ImmutableArray<Field<int>>> days, Field<int> period) => period switch
    {
        { HasValue: true, Value: (int)RepeatPeriod.Weekly } => AreDays(days, 0, LastDayOfWeek),
        { HasValue: true, Value: (int)RepeatPeriod.Monthly } => AreDays(days, 1, LastDayOfMonth),
        _ => !days.HasValue || days.Value.All(day => day.HasValue),
    };

    private static bool AreDays(Field<ImmutableArray<Field<int>>> days, int first, int last) =>
        days is { HasValue: true, Value.Length: > 0 }
        && days.Value.All(day => day.HasValue && day.Value >= first && day.Value <= last);
}
