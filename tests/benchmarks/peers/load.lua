-- Sends the lines of a file in turn, each the body of a POST. At the end it prints what was measured, times in ms.
local requests, turn = {}, 0

function init(arguments)
  local headers = { ["Content-Type"] = "application/json" }
  for line in io.lines(arguments[1]) do
    requests[#requests + 1] = wrk.format("POST", nil, headers, line)
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local form = '{"answers": %d, "seconds": %.6f, "p50": %.3f, "p99": %.3f, "failed": %d}\n'
  local p50, p99 = latency:percentile(50) / 1e3, latency:percentile(99) / 1e3
  io.write("measured " .. string.format(form, summary.requests, summary.duration / 1e6, p50, p99, failed))
end
