using NodaTime;
using Scheduling.Gateway.Appointments;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.AvailabilityBlocks;

/// <summary>From a request whose shape was checked to the commands of the grains.</summary>
internal static class AvailabilityBlockCommands
{
    public static int ClinicianNumber(this AvailabilityBlockRequest request) => request.Clinician.Value.ClinicianId.Value;

    /// <summary>The blocks to open, one for each time of its rule; nothing where its time zone does not exist.</summary>
    public static OpenBlocks? ToOpen(
        this AvailabilityBlockRequest request, Caller caller, Guid clinicianId, DateTimeOffset now)
    {
        if (RequestedTime.Of(request, caller.Zone) is not { } time)
        {
            return null;
        }

        var opened = request.ToDefinition(new Key(caller.HospitalId, Guid.CreateVersion7()), time, clinicianId, now) with
        {
            CreatedBy = caller.PersonId,
        };
        return new OpenBlocks(request.Rule.HasValue
            ? [.. request.Repeated(time, caller.Zone).Select(repeated => opened.At(repeated))]
            : [opened]);
    }

    /// <summary>The block as it shall be; nothing where its time zone does not exist.</summary>
    public static RedefineBlock? ToRedefine(
        this AvailabilityBlockRequest request,
        BlockDefinition stored,
        Guid clinicianId,
        Caller caller,
        DateTimeOffset now,
        DateTimeOffset deadline) =>
        RequestedTime.Of(request, caller.Zone) is not { } time ? null : new RedefineBlock
        {
            Next = request.ToDefinition(stored.Key, time, clinicianId, now) with
            {
                CreatedAt = stored.CreatedAt,
                CreatedBy = stored.CreatedBy,
            },
            FormerClinicianId = stored.ClinicianId,
            Deadline = deadline,
        };

    /// <summary>A block is kept when it is closed: appointments name it.</summary>
    public static RedefineBlock ToClose(this BlockDefinition stored, DateTimeOffset now, DateTimeOffset deadline) => new()
    {
        Next = stored with { IsDeleted = true, ModifiedAt = WholeSeconds(now) },
        FormerClinicianId = stored.ClinicianId,
        Deadline = deadline,
    };

    private static BlockDefinition ToDefinition(
        this AvailabilityBlockRequest request, Key key, TimeRange time, Guid clinicianId, DateTimeOffset now) => new()
        {
            Key = key,
            ClinicianId = clinicianId,
            Time = time,
            AllowOnDemand = request.AllowOnDemandAppt.Value,
            AllowProvider = request.AllowProviderAppt.Value,
            AllowSelf = request.AllowSelfAppt.Value,
            IsAvailable = request.IsAvailable.Value,
            Optimization = (OptimizationType)request.OptimizationTypeCode.Value,
            OwnCapacity = request.Capacity.OrNothing(),
            Locked = request.Clinician.Value.Locked.Value,
            Private = request.Clinician.Value.Private.Value,
            CreatedAt = WholeSeconds(now),
            ModifiedAt = WholeSeconds(now),
        };

    private static IEnumerable<TimeRange> Repeated(
        this AvailabilityBlockRequest request, TimeRange time, DateTimeZone callersZone)
    {
        var zone = request.ZonedTime.HasValue ? TimeZones.Find(request.ZonedTime.Value.TimeZoneId.Value)! : callersZone;
        return request.Rule.Value.TryRead()!.Repeat(WallTimes.Of(time, zone), zone);
    }

    private static BlockDefinition At(this BlockDefinition block, TimeRange time) =>
        block with { Key = block.Key with { Id = Guid.CreateVersion7() }, Time = time };

    /// <summary>As the store keeps them: what is answered now is answered later.</summary>
    private static DateTimeOffset WholeSeconds(DateTimeOffset now) =>
        DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
}
