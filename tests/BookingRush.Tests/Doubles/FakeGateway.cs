using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Scheduling.BookingRush.Tests;

/// <summary>
/// A gateway as far as the tool asks one, over real HTTP on loopback: it behaves as its book says, and a test may
/// look at, or hold up,
/// every booking.
/// </summary>
internal sealed class FakeGateway : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Book book;
    private readonly Func<int, Task> onBooking;
    private int bookings;

    private FakeGateway(Book book, bool hasList, Func<int, Task> onBooking)
    {
        (this.book, this.onBooking) = (book, onBooking);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.MapPost("/api/v3/auth/user-sessions", () => Results.Json(new { accessToken = "token" }));
        app.MapPost("/api/v3/admin/hospitals/import", (Delegate)Import);
        app.MapPost("/api/v3/patients/appointments", BookOne);
        app.MapGet("/api/v3/patients/appointments", ListOwn);
        app.MapGet("/api/v3/patients/appointments/{id:guid}", (Guid id) => One(id));
        app.MapDelete("/api/v3/patients/appointments/{id:guid}", Cancel);
        app.MapPut("/api/v3/patients/appointments/{id:guid}", Move);
        app.MapPost("/api/v3/patients/availability-blocks/{id:guid}/holds", Hold);
        app.MapDelete("/api/v3/patients/availability-blocks/{id:guid}/holds/{hold:guid}", Release);
        app.MapGet("/api/v3/patients/appointments/self-scheduling/clinicians", Search);
        if (hasList)
        {
            app.MapGet("/api/v3/admin/appointments", List);
        }
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Bodies of all imports, in their order.</summary>
    public List<string> Imports { get; } = [];

    public int Bookings => bookings;

    public IReadOnlyList<Entry> Entries => book.All;

    /// <param name="lie">What it says that is not so, once.</param>
    /// <param name="after">How many chances to lie it passes up before.</param>
    /// <param name="hasList">Whether staff may list appointments.</param>
    /// <param name="onBooking">Is told the number of each booking, from 1, before it is answered.</param>
    public static async Task<FakeGateway> Start(
        Lie lie = Lie.None, int after = 3, bool hasList = true, Func<int, Task>? onBooking = null)
    {
        var gateway = new FakeGateway(new Book(lie, after), hasList, onBooking ?? (_ => Task.CompletedTask));
        await gateway.app.StartAsync();
        gateway.Address = new Uri(gateway.app.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return gateway;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task<IResult> Import(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var file = await reader.ReadToEndAsync();
        lock (Imports)
        {
            Imports.Add(file);
        }

        return Results.Json(new { });
    }

    private async Task<IResult> BookOne(HttpContext context, JsonElement body)
    {
        await onBooking(Interlocked.Increment(ref bookings));
        var wanted = Wanted(body, body.GetProperty("availabilityBlockId").GetGuid());
        if (body.TryGetProperty("holdId", out var hold))
        {
            book.Release(hold.GetGuid());
        }

        var (decision, entry) = book.Ask(wanted, context.Request.Headers["Idempotency-Key"].FirstOrDefault());
        return decision switch
        {
            Decision.Booked => Results.Json(Answer(entry!)),
            Decision.Taken => Taken(),
            Decision.Unknown => Unknown(context),
            _ => throw new InvalidOperationException($"{decision} is no decision."),
        };
    }

    private static IResult Taken() =>
        Results.Json(new { responseCode = 1000409, message = "The time is already taken" }, statusCode: 400);

    private static Entry Wanted(JsonElement body, Guid block)
    {
        var patient = body.GetProperty("participants").EnumerateArray()
            .First(each => each.GetProperty("participantTypeCode").GetInt32() == 1).GetProperty("personId").GetGuid();
        return new Entry(
            Guid.NewGuid(), block, patient,
            body.GetProperty("startTime").GetDateTimeOffset(), body.GetProperty("endTime").GetDateTimeOffset());
    }

    private IResult Move(Guid id, JsonElement body) =>
        book.Move(id, Wanted(body, body.GetProperty("availabilityBlockId").GetGuid())) is { } moved
            ? Results.Json(Answer(moved))
            : Taken();

    private IResult Hold(Guid id, JsonElement body)
    {
        var wanted = Wanted(body, id);
        return book.Hold(wanted)
            ? Results.Json(new
            {
                holdId = wanted.Id,
                availabilityBlockId = id,
                expiresAt = DateTimeOffset.UnixEpoch.AddYears(99),
            })
            : Taken();
    }

    private IResult Release(Guid hold)
    {
        book.Release(hold);
        return Results.Ok();
    }

    /// <summary>The free times of one imported block.</summary>
    private IResult Search(int clinicianIds, int durationMinutes)
    {
        using var file = JsonDocument.Parse(Imports[^1]);
        var block = file.RootElement.GetProperty("availabilityBlocks").EnumerateArray()
            .First(each => each.GetProperty("clinicianId").GetInt32() == clinicianIds);
        var (id, length) = (block.GetProperty("id").GetGuid(), TimeSpan.FromMinutes(durationMinutes));
        var slots = new List<object>();
        for (var from = block.GetProperty("startTime").GetDateTimeOffset();
            from < block.GetProperty("endTime").GetDateTimeOffset();
            from += length)
        {
            if (book.IsFree(id, from, from + length))
            {
                slots.Add(new { availabilityBlockId = id, from, to = from + length });
            }
        }

        return Results.Json(new { clinicians = new[] { new { slots } }, total = 1 });
    }

    private static IResult Unknown(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "0";
        return Results.Json(new { responseCode = 1000503, message = "The outcome is unknown" }, statusCode: 503);
    }

    private IResult One(Guid id) => book.Find(id) is { } entry
        ? Results.Json(Answer(entry))
        : Results.Json(new { responseCode = 1000404, message = "Appointment does not exist" }, statusCode: 400);

    private IResult Cancel(Guid id)
    {
        book.Cancel(id);
        return Results.Ok();
    }

    /// <summary>
    /// All pages; clinicians have the numbers of their blocks, so the page tells which those are by the skip alone.
    /// </summary>
    private IResult List(HttpRequest request)
    {
        var numbers = request.Query["clinicianIds"].ToString().Split(',')
            .Select(number => int.Parse(number, CultureInfo.InvariantCulture) % 1_000_000).ToHashSet();
        var skip = int.Parse(request.Query["skip"].ToString(), CultureInfo.InvariantCulture);
        var take = int.Parse(request.Query["take"].ToString(), CultureInfo.InvariantCulture);
        var page = Entries.Where(entry => numbers.Contains(NumberOf(entry.Block))).OrderBy(entry => entry.Id)
            .Skip(skip).Take(take);
        return Results.Json(new { data = page.Select(Answer) });
    }

    /// <summary>Whose they are stands in the token, which is not checked here.</summary>
    private IResult ListOwn(HttpRequest request)
    {
        var payload = request.Headers.Authorization.ToString().Split('.')[1];
        using var token = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
        var caller = token.RootElement.GetProperty("sub").GetGuid();
        return Results.Json(new { data = Entries.Where(entry => entry.Patient == caller).Select(Answer) });
    }

    private static int NumberOf(Guid block)
    {
        var bytes = block.ToByteArray(bigEndian: true);
        return (bytes[14] << 8) + bytes[15];
    }

    private static object Answer(Entry entry) => new
    {
        appointmentId = entry.Id,
        appointmentStatusCode = entry.IsLive ? "Scheduled" : "CancelledByPatient",
        participants = new[] { new { personId = entry.Patient, participantTypeCode = 1 } },
        availabilityBlockId = entry.Block,
        startTime = entry.From,
        endTime = entry.To,
    };
}
