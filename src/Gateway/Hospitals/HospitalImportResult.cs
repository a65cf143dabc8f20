using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Hospitals;

/// <summary>How many records of each kind an import file held; all of them stand as the file says.</summary>
internal sealed record HospitalImportResponse
{
    public required int HospitalId { get; init; }

    public required int ServiceTypes { get; init; }

    public required int Codesets { get; init; }

    public required int People { get; init; }

    public required int AvailabilityBlocks { get; init; }

    /// <summary>Those that were not there before.</summary>
    public required RecordCounts Added { get; init; }

    /// <summary>Those that were there, and not as the file says.</summary>
    public required RecordCounts Changed { get; init; }

    /// <summary>Those that were not written.</summary>
    public required RecordCounts Unchanged { get; init; }

    /// <summary>How many passwords were hashed, or compared with a stored hash: each costs tens of milliseconds.</summary>
    public required int PasswordsHashed { get; init; }
}

internal sealed record RecordCounts(int ServiceTypes, int Codesets, int People, int AvailabilityBlocks);

/// <summary>What was imported, or why it was not.</summary>
internal sealed class HospitalImportResult
{
    public HospitalImportResult(HospitalImportResponse counts) => Counts = counts;

    public HospitalImportResult(ApiError error) => Error = error;

    public HospitalImportResponse? Counts { get; }

    public ApiError? Error { get; }
}
