namespace Scheduling.Grains.AvailabilityBlocks;

/// <summary>The holds that end with what is asked for, so that they do not stand against it.</summary>
internal readonly record struct HoldsGivenUp
{
    private readonly Guid? holdId;
    private readonly Guid? patientId;

    private HoldsGivenUp(Guid? holdId, Guid? patientId)
    {
        this.holdId = holdId;
        this.patientId = patientId;
    }

    /// <summary>An appointment takes the place of the hold that its request names.</summary>
    public static HoldsGivenUp By(Placement asked) => new(asked.HoldId, null);

    /// <summary>A new hold takes the place of any that its patient has.</summary>
    public static HoldsGivenUp ByNewHoldOf(Guid patientId) => new(null, patientId);

    public bool Contains(Hold hold) => hold.Key.Id == holdId || hold.PatientId == patientId;
}
