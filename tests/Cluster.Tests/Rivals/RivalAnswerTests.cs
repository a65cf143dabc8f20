using System.Text.Json;
using Scheduling.BookingRush;
using Scheduling.Grains.Tests.Storage.Postgres;

namespace Scheduling.Cluster.Tests.Rivals;

/// <summary>Rivals say the same as the product, in the same words.</summary>
public sealed class RivalAnswerTests
{
    private const string Taken = "The time is already taken";
    private const string Busy = "The patient already has an appointment at this time";

    [Theory]
    [InlineData("row-lock")]
    [InlineData("constraint")]
    [InlineData("stock")]
    public async Task Book_is_refused_and_replayed_as_by_the_product(string name)
    {
        await using var rival = await RivalProcess.Start(name);
        var hospital = RushHospital.Plan(1, blocks: 2, slotsPerBlock: 6, patients: 2, TimeProvider.System);
        await hospital.Import(rival.Address, rival.Tokens);
        using var connection = await Connection.Open(rival.Address);

        var booked = await Book(new Attempt(0, 0, 0), "first");
        Assert.Equal(200, booked.Status);
        Assert.Equal(booked.ToString(), (await Book(new Attempt(0, 0, 0), "first")).ToString());
        AssertError(1000422, null, await Book(new Attempt(0, 1, 0), "first"));
        AssertError(1000409, Taken, await Book(new Attempt(0, 0, 1), "second"));
        AssertError(1000409, Busy, await Book(new Attempt(1, 0, 0), "third"));
        Assert.Equal(200, (await Cancel(booked.AppointmentId)).Status);
        Assert.Equal(200, (await Book(new Attempt(0, 0, 1), "second")).Status);

        Task<Answer> Book(Attempt attempt, string key) => Send(
            attempt, "POST", "/api/v3/patients/appointments",
            hospital.Booking(attempt.Block, attempt.Slot, attempt.Patient), key);

        Task<Answer> Cancel(Guid appointment) =>
            Send(new Attempt(0, 0, 0), "DELETE", $"/api/v3/patients/appointments/{appointment}", "", null);

        async Task<Answer> Send(Attempt attempt, string method, string path, string body, string? key)
        {
            var token = rival.Tokens.Patient(RushHospital.Id, hospital.Patient(attempt.Patient));
            var answer = await connection.Send(Connection.Request(method, path, token, body, key));
            // The connection's own bytes are valid until its next call.
            return answer with { Body = answer.Body.ToArray() };
        }
    }

    [Fact]
    public async Task Start_on_the_products_database_is_refused()
    {
        var database = PostgresServer.NewMigratedDatabase();
        PostgresServer.Run(database, """
            insert into person (hospital_id, id, contact_type, user_type, status_code, document)
            values (126, gen_random_uuid(), 1, 1, 1, '{}')
            """);

        await Refused("is the product's", "row-lock", database);
    }

    [Fact]
    public async Task Start_on_another_rivals_database_is_refused()
    {
        await using var rival = await RivalProcess.Start("floor");

        await Refused("is the rival floor's", "constraint", rival.Database);
    }

    private static async Task Refused(string says, string name, string database)
    {
        using var folder = new Embedded.Folder();

        await using var process = await ProgramProcess.RunToTheEnd(
            "SqlBaseline", folder.Path, "--Rival", name, "--Cluster:Database", database);

        Assert.Equal(1, await process.End());
        Assert.Contains(says, process.Error, StringComparison.Ordinal);
    }

    private static void AssertError(int code, string? message, Answer answer)
    {
        Assert.Equal(400, answer.Status);
        using var json = JsonDocument.Parse(answer.Body);
        Assert.Equal(code, json.RootElement.GetProperty("responseCode").GetInt32());
        if (message is not null)
        {
            Assert.Equal(message, json.RootElement.GetProperty("message").GetString());
            Assert.NotEmpty(json.RootElement.GetProperty("alternatives").EnumerateArray());
        }
    }
}
