using Microsoft.Extensions.Options;
using Scheduling.Gateway.Cluster;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Admission;

/// <summary>
/// Decides, before any work is done for a request, whether it is done now, soon or not at all. Changes, reads and logins
/// have a room each, so that none of them takes the gateway from the others.
/// </summary>
internal sealed class Admissions : IDisposable
{
    private const int NoHospital = 0;

    private static readonly ApiError Refusal =
        ApiError.TooManyRequests(TimeSpan.FromSeconds(1), RefusalReason.NotAdmitted);

    private readonly RateLimits limits;
    private readonly RefusalLog log;
    private readonly Task? opened;

    /// <param name="options">How much is taken on.</param>
    /// <param name="limits">Who may ask how often.</param>
    /// <param name="log">Where refusals are counted.</param>
    /// <param name="time">The clock.</param>
    /// <param name="link">The way to the cluster; nothing where the grains are in this process.</param>
    public Admissions(
        IOptions<AdmissionOptions> options, RateLimits limits, RefusalLog log, TimeProvider time, ClusterLink? link = null)
    {
        (this.limits, this.log, opened) = (limits, log, link?.Opened);
        Bookings = new WaitingRoom(options.Value.Bookings, time);
        Reads = new WaitingRoom(options.Value.Reads, time);
        Logins = new WaitingRoom(options.Value.Logins, time);
    }

    public WaitingRoom Bookings { get; }

    public WaitingRoom Reads { get; }

    public WaitingRoom Logins { get; }

    /// <summary>A place for somebody whose token was accepted, or the error that answers the request.</summary>
    public ValueTask<ApiError?> Enter(HttpContext context, Endpoint endpoint, Key caller)
    {
        if (RefuseEarly(context, caller) is { } refusal)
        {
            return new(refusal);
        }

        return RoomFor(context, endpoint) is { } room ? Enter(context, room, caller.HospitalId) : default;
    }

    /// <summary>
    /// The error for somebody who would not be let wait by what their token claims: to check a signature costs more than
    /// all else that a refusal takes. Nothing where it has to be checked.
    /// </summary>
    public ApiError? Foresee(HttpContext context, Endpoint endpoint) =>
        RoomFor(context, endpoint) is { Waiting: > 0 } room
        && ClaimedHospital.Read(context.Request.Headers.Authorization) is { } hospitalId
        && room.WouldRefuse(hospitalId)
            ? Full()
            : null;

    /// <summary>The same for who needs no token.</summary>
    public ValueTask<ApiError?> EnterUnknown(HttpContext context) =>
        IsOpen ? Enter(context, Logins, NoHospital) : new(NotReady());

    /// <summary>
    /// A place in the room that the request has left, because its sender took their time. Nothing where it never left.
    /// </summary>
    public ValueTask<ApiError?> Return(HttpContext context)
    {
        ref var place = ref ApiRequest.Of(context).Place;
        return place.Room is { } room ? Enter(context, room, place.HospitalId) : default;
    }

    public void Dispose()
    {
        Bookings.Dispose();
        Reads.Dispose();
        Logins.Dispose();
    }

    /// <summary>Before a silo was found no grain can even be named.</summary>
    private bool IsOpen => opened is not { IsCompleted: false };

    private ApiError? RefuseEarly(HttpContext context, Key caller) =>
        !IsOpen ? NotReady()
        : limits.AreSet ? limits.Refuse(context, caller)
        : null;

    /// <summary>What takes minutes says so itself, is rare, and would keep a place from thousands: it needs none.</summary>
    private WaitingRoom? RoomFor(HttpContext context, Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<EndpointLimits>() is not null ? null
        : HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? Reads
        : Bookings;

    private ApiError NotReady()
    {
        log.Refused(RefusalReason.NotReady);
        return ApiError.NotReady;
    }

    private ApiError Full()
    {
        log.Refused(RefusalReason.NotAdmitted);
        return Refusal;
    }

    private ValueTask<ApiError?> Enter(HttpContext context, WaitingRoom room, int hospitalId)
    {
        if (room.TryEnter())
        {
            ApiRequest.Of(context).Place.Take(room, hospitalId);
            return default;
        }

        return room.Wait(hospitalId) is { } turn ? Wait(context, room, hospitalId, turn) : new(Full());
    }

    /// <summary>Whoever is not there any more when their turn comes gives the place on: nothing is done for them.</summary>
    private async ValueTask<ApiError?> Wait(
        HttpContext context, WaitingRoom room, int hospitalId, Task<bool> turn)
    {
        if (!await turn)
        {
            return Full();
        }

        var request = ApiRequest.Of(context);
        request.Place.Take(room, hospitalId);
        if (!request.HasExpired && !context.RequestAborted.IsCancellationRequested)
        {
            return null;
        }

        request.Place.GiveBack();
        return Refusal;
    }
}
