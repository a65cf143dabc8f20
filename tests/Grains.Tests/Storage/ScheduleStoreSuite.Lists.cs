using System.Collections.Immutable;
using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

public abstract partial class ScheduleStoreSuite
{
    private static readonly AppointmentStatus[] AllStatuses = Enum.GetValues<AppointmentStatus>();

    private static readonly ListAppointments Everything = new()
    {
        Starts = new TimeRange(Morning, Morning.AddDays(30)),
        Reach = Reach.WholeHospital,
        Take = 500,
    };

    [Fact]
    public async Task ListAppointments_finds_what_a_slow_search_finds_whatever_is_asked()
    {
        var hospital = await NewListedHospital(new Random(7));
        for (var seed = 0; seed < 150; seed++)
        {
            var query = AnyQuery(hospital, new Random(seed));
            var expected = hospital.List(query);

            var page = await Reads.ListAppointments(hospital.Id, query);

            var story = $"seed {seed}: {query}";
            Assert.True(expected.Skip(query.Skip).Take(query.Take).SequenceEqual(page.Appointments), story);
            Assert.True(page.Total == (query.CountsTotal ? expected.Count : null), $"{page.Total} {story}");
            var people = page.Appointments.SelectMany(visit => new[] { visit.PatientId, visit.ClinicianId }).ToHashSet();
            Assert.True(people.SetEquals(page.People.Select(person => person.Key.Id)), story);
        }
    }

    [Fact]
    public async Task ListAppointments_tells_people_as_they_are_now()
    {
        var (block, clinician) = await NewBlock();
        var patient = Person(NewKey());
        await Take(new ImportBatch { People = [Imported(patient)], MayGrant = true });
        await Booked(block, clinician, patient.Key);
        var renamed = patient with { Name = new PersonName { Given = "Ärla", Family = "Nu" } };
        await Take(new ImportBatch { People = [Imported(renamed)], MayGrant = true });

        var page = await Reads.ListAppointments(
            HospitalId, Everything with { PatientNumbers = [patient.Number!.Value], NamePart = "ÄRLA N" });

        Assert.Equal("Nu", page.People.Single(person => person.Key == patient.Key).Name.Family);
    }

    [Fact]
    public async Task ListAppointments_of_a_name_that_very_many_have_finds_them_all()
    {
        var hospital = NewHospital();
        var people = Enumerable.Range(0, 320)
            .Select(i => Imported(Person(NewKey(hospital)) with { Name = new PersonName { Given = "Kim", Family = $"{i}" } }));
        var clinician = Person(NewKey(hospital), ContactType.Clinician);
        var block = NewKey(hospital);
        ImmutableArray<ImportedPerson> patients = [.. people];
        await Take(new ImportBatch
        {
            People = [Imported(clinician), .. patients],
            Blocks = [new ImportedBlock(Block(block), clinician.Number!.Value)],
            MayGrant = true,
        }, hospital);
        var visits = new[] { 0, 319 }.Select(i =>
            Appointment(block, patients[i].Person.Key, clinician.Key.Id, Minutes(i, i + 1))).ToArray();
        await Send(Commit(block, 1, [.. visits.Select(visit => Book(visit))]));

        var page = await Reads.ListAppointments(hospital, Everything with { NamePart = "kIM" });

        Assert.Equal(visits, page.Appointments);
        Assert.Equal(2, page.Total);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("\\")]
    [InlineData("'")]
    public async Task ListAppointments_takes_a_name_letter_by_letter(string letter)
    {
        var (block, clinician) = await NewBlock();
        var patient = Person(NewKey()) with { Name = new PersonName { Given = "Odd", Family = $"a{letter}b" } };
        await Take(new ImportBatch { People = [Imported(patient)], MayGrant = true });
        var booked = await Booked(block, clinician, patient.Key);
        var query = Everything with { PatientNumbers = [patient.Number!.Value] };

        var page = await Reads.ListAppointments(HospitalId, query with { NamePart = $"A{letter}B" });
        var other = await Reads.ListAppointments(HospitalId, query with { NamePart = $"{letter}{letter}" });

        Assert.Equal(booked, Assert.Single(page.Appointments));
        Assert.Empty(other.Appointments);
    }

    private protected static int NewHospital() => 1_000_000 + NewNumber();

    private async Task<ListedHospital> NewListedHospital(Random random)
    {
        var id = NewHospital();
        string[] families = ["Smith", "smithson", "Ödegaard", "O'Hara", "Zhu"];
        ImmutableArray<Person> patients =
        [
            .. families.Select((family, i) => Person(NewKey(id)) with
            {
                Name = new PersonName { Given = $"Pat {i}", Family = family, Prefix = i == 0 ? "Dr." : null },
            }),
        ];
        ImmutableArray<Person> clinicians =
        [
            .. families.Take(3).Select(family => Person(NewKey(id), ContactType.Clinician) with
            {
                Name = new PersonName { Given = "Élodie", Family = family, Suffix = "MD" },
            }),
        ];
        var keys = clinicians.Select(_ => NewKey(id)).ToArray();
        await Take(new ImportBatch
        {
            People =
            [
                .. patients.Select((patient, i) => Imported(patient) with
                {
                    Guardians = i == 1 ? [new Guardian(patients[0].Key.Id, true)] : [],
                }),
                .. clinicians.Select(Imported),
            ],
            Blocks = [.. keys.Select((key, i) =>
                new ImportedBlock(Block(key, Minutes(0, 1_440)), clinicians[i].Number!.Value))],
            MayGrant = true,
        }, id);
        var visits = Visits(random, keys, patients, clinicians);
        await Keep(visits);
        return new ListedHospital(id, [.. patients, .. clinicians], visits, [(patients[0].Key.Id, patients[1].Key.Id)]);
    }

    /// <summary>Eighty, many at the same time, of every status; stored as they are, whatever rules would say.</summary>
    private static ImmutableArray<Appointment> Visits(
        Random random, Key[] blocks, ImmutableArray<Person> patients, ImmutableArray<Person> clinicians) =>
    [
        .. Enumerable.Range(0, 80).Select(_ =>
        {
            var clinician = random.Next(blocks.Length);
            var start = random.Next(12) * 60;
            return Appointment(
                blocks[clinician], patients[random.Next(patients.Length)].Key, clinicians[clinician].Key.Id,
                Minutes(start, start + 15)) with
            {
                Status = AllStatuses[random.Next(AllStatuses.Length)],
                Details = Details with
                {
                    Type = (AppointmentType)random.Next(1, 4),
                    Encounter = (EncounterType)random.Next(1, 5),
                },
            };
        }),
    ];

    private async Task Keep(ImmutableArray<Appointment> visits)
    {
        foreach (var visit in visits)
        {
            var block = visit.Key with { Id = visit.BlockId };
            var patient = visit.Key with { Id = visit.PatientId };
            Assert.Equal(
                [ChangeOutcome.Done],
                await Send(Commit(block, await BlockVersion(block), Book(visit, await PatientVersion(patient)))));
        }
    }

    private static ListAppointments AnyQuery(ListedHospital hospital, Random random)
    {
        var start = Morning.AddMinutes(random.Next(-60, 400));
        return new ListAppointments
        {
            Starts = new TimeRange(start, start.AddMinutes(random.Next(1, 800))),
            Reach = AnyReach(hospital, random),
            Statuses = Some(random, AllStatuses),
            Types = Some(random, Enum.GetValues<AppointmentType>()),
            Encounters = Some(random, Enum.GetValues<EncounterType>()),
            ClinicianNumbers = Some(random, [.. hospital.Clinicians.Select(person => person.Number!.Value), -1]),
            PatientNumbers = Some(random, [.. hospital.Patients.Select(person => person.Number!.Value), -1]),
            IncludeDependents = random.Next(2) == 0,
            NamePart = random.Next(3) > 0 ? null : new[] { "SMITH", "o'h", "élodie ö", "dr. pat", "md", "pat 1", "x" }[random.Next(7)],
            Sort =
            [
                .. Some(random, Enum.GetValues<AppointmentSortField>())
                    .Select(field => new AppointmentSort(field, random.Next(2) == 0)),
            ],
            Skip = random.Next(2) == 0 ? 0 : random.Next(20),
            Take = random.Next(1, 30),
            CountsTotal = random.Next(3) > 0,
        };
    }

    private static Reach AnyReach(ListedHospital hospital, Random random) => random.Next(4) switch
    {
        0 => new Reach { Clinician = hospital.Clinicians.ElementAt(random.Next(3)).Key.Id },
        1 => new Reach { Patients = Some(random, [.. hospital.Patients.Select(person => person.Key.Id)]) },
        _ => Reach.WholeHospital,
    };

    /// <summary>None half of the time, otherwise a few in any order.</summary>
    private static ImmutableArray<T> Some<T>(Random random, T[] all)
    {
        T[] shuffled = [.. all];
        random.Shuffle(shuffled);
        return random.Next(2) == 0 ? [] : [.. shuffled.Take(random.Next(1, all.Length))];
    }
}
