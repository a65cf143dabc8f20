using System.Diagnostics;
using System.Globalization;
using CsCheck;
using Scheduling.Gateway.Tests.Http;

namespace Scheduling.Gateway.Tests.Hostile;

/// <summary>
/// Every endpoint of the served document, with requests that begin as good ones and are made worse, over a socket. The
/// same requests every time; other ones with <c>SEED=7 FUZZ_REQUESTS=1000000</c>. A failure prints both of its numbers.
/// </summary>
public sealed class FuzzTests(HostileWorld world) : IClassFixture<HostileWorld>
{
    private const int FewestAnswers = 300;

    private const long MostBytesAllocated = 32L * 1024 * 1024;

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);
    private static readonly ulong Seed = Setting("SEED", 20260101);
    private static readonly ulong Requests = Setting("FUZZ_REQUESTS", 3_000);

    [Fact]
    public async Task Every_good_request_reaches_its_endpoint()
    {
        foreach (var operation in world.Operations)
        {
            var answer = await world.Gateway.Raw.Exchange(world.Good(operation, 0).ToBytes());

            Assert.True(Judge.Fault(answer, mayBeNoHttp: false) is null, $"{operation.Name}: {answer.Body}");
            Assert.True(answer.Status == 200 || answer.Code is not (1000401 or 1000405), answer.Body);
            await GoOn(operation, answer, number: 1);
        }
    }

    // A run that is refused everything at the first door proves nothing of the rooms behind it.
    [Fact]
    public async Task Every_hostile_request_is_granted_or_refused_in_the_one_form_and_refusals_leave_nothing()
    {
        var elsewhere = world.Facts.Of(HostileWorld.Elsewhere);
        var answered = new HashSet<(string Operation, string Answer)>();
        for (var number = 0UL; number < Requests; number++)
        {
            var operation = world.Operations[(int)(number % (ulong)world.Operations.Length)];
            var attack = Of(number, operation);
            var before = world.Facts.Version;

            var (answer, fault) = await Send(attack);

            fault ??= IsGranted(answer) || world.Facts.Version == before ? null : "refused, and something was stored";
            var shown = $"{attack}\n{answer?.StatusLine}\n{answer?.Body}";
            Assert.True(fault is null, $"SEED={Seed} request {number}: {fault}\n{shown}");
            answered.Add((operation.Name, Told(answer)));
            await GoOn(operation, answer, number);
        }

        var granted = world.Operations.Count(operation => answered.Contains((operation.Name, "200")));
        Assert.True(granted >= world.Operations.Length * 3 / 4, $"only {granted} endpoints granted anything");
        Assert.True(answered.Count >= FewestAnswers, $"only {answered.Count} different answers");
        Assert.Equal(elsewhere, world.Facts.Of(HostileWorld.Elsewhere));
    }

    /// <summary>Any request is found again by the seed and its number alone.</summary>
    private Attack Of(ulong number, Operation operation)
    {
        var steps = Mutations.Of(world.KnownIds, world.Tokens).Array[1, 3];
        var mutations = steps.Generate(new PCG((uint)number, Seed + number), null, out _);
        return mutations.Aggregate(world.Good(operation, (int)(number % 7)), (attack, mutation) => mutation(attack));
    }

    private async Task<(RawAnswer? Answer, string? Fault)> Send(Attack attack)
    {
        var bytes = attack.ToBytes();
        var (answer, cost) = await Measured(bytes);
        // Others work in this process too: only what costs too much every time does so by itself.
        for (var again = 0; again < 3 && cost is not null && !IsGranted(answer); again++)
        {
            (answer, cost) = await Measured(bytes);
        }

        var fault = (answer is null ? CutOff(attack) : Judge.Fault(answer, attack.MayBreakHttp))
            ?? (world.Log.Errors.TryPeek(out var error) ? error : null)
            ?? (IsOfElsewhere(answer) ? "another hospital is told of" : null)
            ?? (IsGranted(answer) ? null : cost);
        return (answer, fault);
    }

    private async Task<(RawAnswer? Answer, string? Cost)> Measured(byte[] bytes)
    {
        var (began, allocated) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());
        var answer = await world.Gateway.Raw.Provoke(bytes);
        var (took, more) = (Stopwatch.GetElapsedTime(began), GC.GetTotalAllocatedBytes() - allocated);
        var isCostly = took > LongestAnswer || more > MostBytesAllocated;
        return (answer, isCostly ? $"it took {took} and {more} bytes" : null);
    }

    private static bool IsGranted(RawAnswer? answer) => answer?.Status == 200;

    private static string? CutOff(Attack attack) => attack.MayBreakHttp ? null : "the connection was cut";

    private static string Told(RawAnswer? answer) =>
        answer is { Status: not 200, Body.Length: > 0 } ? answer.Message : $"{answer?.Status}";

    private static bool IsOfElsewhere(RawAnswer? answer) =>
        answer?.Body.Contains(HostileWorld.Canary, StringComparison.OrdinalIgnoreCase) == true;

    private async Task GoOn(Operation operation, RawAnswer? answer, ulong number)
    {
        if (number % 10 == 0)
        {
            world.Gateway.Pass(TimeSpan.FromSeconds(2));
        }

        if (IsGranted(answer) && operation.IsWrite)
        {
            await world.Restore(operation, answer);
        }
    }

    private static ulong Setting(string name, ulong otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? ulong.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;
}
