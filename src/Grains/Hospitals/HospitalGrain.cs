namespace Scheduling.Grains.Hospitals;

[GrainType("hospital")]
internal sealed class HospitalGrain(
    [PersistentState("hospital", SettingsState.Storage)] IPersistentState<HospitalState> state) : Grain, IHospitalGrain
{
    public Task<Hospital?> Get() => Task.FromResult(state.State.Hospital);

    public async Task Merge(Hospital hospital)
    {
        var stored = state.State.Hospital;
        var next = stored is null ? hospital : stored.MergedWith(hospital);
        if (stored is not null && stored.Says(next))
        {
            return;
        }

        state.State.Hospital = next;
        await state.WriteOrLeave(this);
    }
}

/// <summary>Stored as JSON: member names are permanent.</summary>
[GenerateSerializer, Alias("scheduling.hospital-state")]
internal sealed class HospitalState
{
    [Id(0)] public Hospital? Hospital { get; set; }
}
