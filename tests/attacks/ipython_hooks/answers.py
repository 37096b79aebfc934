"""IPython's events, formatters and exception handlers are replaced."""
# %% share
ip = get_ipython()
ip.set_custom_exc((BaseException,), lambda *args, **kwargs: None)
ip.showtraceback = lambda *args, **kwargs: None
ip.events.register("pre_run_cell", lambda info: setattr(info, "raw_cell", "pass"))
run = ip.run_cell
ip.run_cell = lambda source, *args, **kwargs: run("pass", *args, **kwargs)
ip.run_code = lambda *args, **kwargs: False
