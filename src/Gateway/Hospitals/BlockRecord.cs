using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Hospitals;

/// <summary>An availability block as an import file describes it.</summary>
internal sealed class BlockRecord
{
    public Field<Guid> Id { get; init; }

    public Field<int> ClinicianId { get; init; }

    /// <summary>With <see cref="EndTime"/>: the block's times, without offset in the hospital's zone.</summary>
    public Field<RequestTime> StartTime { get; init; }

    public Field<RequestTime> EndTime { get; init; }

    /// <summary>Otherwise: <c>tomorrow</c> or <c>yyyy-MM-dd</c>, in the hospital's zone, as are the next two.</summary>
    public Field<string> Date { get; init; }

    /// <summary><c>HH:mm</c></summary>
    public Field<string> From { get; init; }

    /// <summary><c>HH:mm</c>, up to <c>24:00</c>.</summary>
    public Field<string> To { get; init; }

    public Field<bool> AllowOnDemandAppt { get; init; }

    public Field<bool> AllowProviderAppt { get; init; }

    public Field<bool> AllowSelfAppt { get; init; }

    /// <summary>Default true.</summary>
    public Field<bool> IsAvailable { get; init; }

    public Field<int> OptimizationTypeCode { get; init; }

    public Field<int> Capacity { get; init; }

    public Field<bool> Locked { get; init; }

    public Field<bool> Private { get; init; }

    public bool HasDate => !Date.IsAbsent;

    public ImportedBlock ToImported(int hospitalId, TimeRange time, Guid? createdBy, DateTimeOffset now) => new(
        new BlockDefinition
        {
            Key = new Key(hospitalId, Id.Value),
            ClinicianId = Guid.Empty,
            Time = time,
            AllowOnDemand = AllowOnDemandAppt.ValueOr(false),
            AllowProvider = AllowProviderAppt.ValueOr(false),
            AllowSelf = AllowSelfAppt.ValueOr(false),
            IsAvailable = IsAvailable.ValueOr(true),
            Optimization = (OptimizationType)OptimizationTypeCode.ValueOr(0),
            OwnCapacity = Capacity.OrNothing(),
            Locked = Locked.ValueOr(false),
            Private = Private.ValueOr(false),
            CreatedAt = now,
            ModifiedAt = now,
            CreatedBy = createdBy,
        },
        ClinicianId.Value);
}

internal sealed class BlockRecordValidator : RequestValidator<BlockRecord>
{
    public BlockRecordValidator()
    {
        RuleFor(block => block.Id).Required();
        RuleFor(block => block.ClinicianId).Required();
        When(block => block.HasDate, DateRules).Otherwise(() =>
        {
            RuleFor(block => block.StartTime).Required();
            RuleFor(block => block.EndTime).Required();
        });
        RuleFor(block => block.AllowOnDemandAppt).Optional();
        RuleFor(block => block.AllowProviderAppt).Optional();
        RuleFor(block => block.AllowSelfAppt).Optional();
        RuleFor(block => block.IsAvailable).Optional();
        RuleFor(block => block.OptimizationTypeCode).Optional().OneOf(0, 1);
        RuleFor(block => block.Capacity).Optional().Between(1, 500);
        RuleFor(block => block.Locked).Optional();
        RuleFor(block => block.Private).Optional();
    }

    private void DateRules()
    {
        RuleFor(block => block.Date).Required().Is(BlockTime.IsDate, "date must be tomorrow, or like 2019-03-14");
        RuleFor(block => block.From).Required().Is(BlockTime.IsTime, "from must be like 08:00");
        RuleFor(block => block.To).Required().Is(BlockTime.IsTime, "to must be like 18:00");
    }
}
