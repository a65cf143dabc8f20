namespace Scheduling.Gateway.AvailabilityBlocks;

/// <summary>
/// Where somebody else changed a clinician's blocks first nothing was written: the command is sent again, once, with
/// the same ids.
/// </summary>
internal static class MovedClinicians
{
    public static async Task<OpenStatus> OpenWhereItIsNow(this IClinicianGrain clinician, OpenBlocks command)
    {
        var status = await clinician.Open(command);
        return status == OpenStatus.Moved ? await clinician.Open(command) : status;
    }
}
