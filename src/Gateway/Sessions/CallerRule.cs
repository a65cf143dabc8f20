using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Sessions;

/// <summary>Who may call an endpoint, beside having a token. What a group and an endpoint say holds together.</summary>
internal sealed record CallerRule
{
    public bool PatientsOnly { get; init; }

    public bool StaffOnly { get; init; }

    /// <summary>One of these is needed.</summary>
    public RoleFunctions? Functions { get; init; }

    /// <summary>Why a caller is kept out; nothing where they are not.</summary>
    public ApiError? Refuse(Caller caller)
    {
        var isPatient = caller.UserType == UserType.Patient;
        return (PatientsOnly && !isPatient) ? ApiError.OnlyPatients
            : (StaffOnly && isPatient) ? ApiError.OnlyStaff
            : Functions is { } functions ? caller.Lacks(functions)
            : null;
    }
}

internal static class CallerRules
{
    /// <summary>For <c>/patients/…</c>: user type 1.</summary>
    public static TBuilder RequirePatient<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new CallerRule { PatientsOnly = true });

    /// <summary>For <c>/admin/…</c>: user types 2 and 3.</summary>
    public static TBuilder RequireStaff<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new CallerRule { StaffOnly = true });

    /// <summary>One of <paramref name="functions"/> is needed, checked after the user type.</summary>
    public static TBuilder RequireFunction<TBuilder>(this TBuilder endpoint, RoleFunctions functions)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new CallerRule { Functions = functions });

    /// <summary>The error where a caller has none of the functions; nothing where they have one.</summary>
    public static ApiError? Lacks(this Caller caller, RoleFunctions functions) =>
        caller.HasAny(functions) ? null : ApiError.RoleFunctionMissing;
}
