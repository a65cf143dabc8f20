using System.Collections.Immutable;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Hospitals;

/// <summary>A hospital as an import file describes it. Settings that are left out stay as they are.</summary>
internal sealed class HospitalRecord
{
    public Field<int> Id { get; init; }

    public Field<string> Name { get; init; }

    public Field<string> TimeZone { get; init; }

    public Field<bool> PatientsMayWaiveFees { get; init; }

    public Field<int> LongestPatientVisitMinutes { get; init; }

    /// <summary>0: unlimited.</summary>
    public Field<int> MostLiveAppointments { get; init; }

    public Hospital ToHospital(
        Hospital? stored, ImmutableArray<ServiceType> serviceTypes, ImmutableArray<Codeset> codesets) => new()
        {
            Id = Id.Value,
            Name = Name.Value,
            TimeZone = TimeZone.Value,
            ServiceTypes = serviceTypes,
            Codesets = codesets,
            PatientsMayWaiveFees = PatientsMayWaiveFees.OrNothing() ?? stored?.PatientsMayWaiveFees ?? false,
            LongestPatientVisit = LongestPatientVisitMinutes.HasValue
            ? TimeSpan.FromMinutes(LongestPatientVisitMinutes.Value)
            : stored?.LongestPatientVisit ?? TimeSpan.FromHours(4),
            MostLiveAppointments = MostLiveAppointments.HasValue
            ? MostLiveAppointments.Value == 0 ? null : MostLiveAppointments.Value
            : stored?.MostLiveAppointments,
        };
}

internal sealed class HospitalRecordValidator : RequestValidator<HospitalRecord>
{
    public HospitalRecordValidator()
    {
        RuleFor(hospital => hospital.Id).Required().Between(1, int.MaxValue);
        RuleFor(hospital => hospital.Name).Required().Text(most: 200);
        RuleFor(hospital => hospital.TimeZone).Required().Text(most: 100)
            .Is(name => TimeZones.Find(name) is not null, "timeZone must be the name of an IANA time zone");
        RuleFor(hospital => hospital.PatientsMayWaiveFees).Optional();
        RuleFor(hospital => hospital.LongestPatientVisitMinutes).Optional().Between(1, 24 * 60);
        RuleFor(hospital => hospital.MostLiveAppointments).Optional().Between(0, 1_000_000);
    }
}

internal sealed class ServiceTypeRecord
{
    public Field<int> Id { get; init; }

    public Field<string> Name { get; init; }

    public Field<int> DurationMinutes { get; init; }

    public ServiceType ToServiceType() => new(Id.Value, Name.Value, DurationMinutes.Value);
}

internal sealed class ServiceTypeRecordValidator : RequestValidator<ServiceTypeRecord>
{
    public ServiceTypeRecordValidator()
    {
        RuleFor(type => type.Id).Required();
        RuleFor(type => type.Name).Required().Text(most: 200);
        RuleFor(type => type.DurationMinutes).Required().Between(1, 24 * 60);
    }
}

internal sealed class CodesetRecord
{
    public Field<string> Name { get; init; }

    public Field<ImmutableArray<Field<CodeRecord>>> Codes { get; init; }

    public Codeset ToCodeset() => new(Name.Value, [.. Codes.Items().Select(code => code.ToCode())]);
}

internal sealed class CodesetRecordValidator : RequestValidator<CodesetRecord>
{
    public CodesetRecordValidator()
    {
        RuleFor(set => set.Name).Required().Text(most: 100);
        RuleFor(set => set.Codes).Required().Each(most: 10_000, new CodeRecordValidator());
    }
}

internal sealed class CodeRecord
{
    public Field<int> CodeId { get; init; }

    public Field<string> Text { get; init; }

    public Field<int> DisplayOrder { get; init; }

    public Code ToCode() => new(CodeId.Value, Text.Value, DisplayOrder.ValueOr(0));
}

internal sealed class CodeRecordValidator : RequestValidator<CodeRecord>
{
    public CodeRecordValidator()
    {
        RuleFor(code => code.CodeId).Required();
        RuleFor(code => code.Text).Required().Text(most: 500);
        RuleFor(code => code.DisplayOrder).Optional();
    }
}
